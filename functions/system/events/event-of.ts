import type { EventDraft } from './contract.ts';

/** A record of a pillar's table after it changed, as the table's stream tells it. */
export interface Change {
  readonly pk: string;
  readonly sk: string;
  /** Undefined when the record was removed. */
  readonly image: Readonly<Record<string, unknown>> | undefined;
}

/** Which records make events: what each is called, its keys, and where its division and id stand in them. */
const kinds: readonly { readonly kind: string; readonly pk: RegExp; readonly sk: RegExp }[] = [
  { kind: 'divisions', pk: /^counties$/, sk: /^(?<division>\d{6})$/ },
  { kind: 'buildings', pk: /^community#(?<division>\d{12})$/, sk: /^(?<id>buildings)$/ },
  { kind: 'plan', pk: /^community#(?<division>\d{12})$/, sk: /^plan#(?<id>\w+)$/ },
  { kind: 'units', pk: /^county#(?<division>\d{6})$/, sk: /^(?<id>units)$/ },
  { kind: 'allocation', pk: /^county#(?<division>\d{6})$/, sk: /^allocation#(?<id>\w+)$/ },
  { kind: 'contacts', pk: /^county#(?<division>\d{6})$/, sk: /^(?<id>contacts)$/ },
  { kind: 'compound', pk: /^compounds#\d{6}$/, sk: /^(?<division>\d{12})#(?<id>[\w-]+)$/ },
  { kind: 'renovation', pk: /^renovations#\d{6}$/, sk: /^(?<division>\d{12})#[\w-]+#(?<id>[\w-]+)$/ },
  { kind: 'meeting', pk: /^meetings#(?<division>\d+)$/, sk: /^(?<id>\w+)$/ },
  { kind: 'task', pk: /^tasks#(?<division>\d+)-(?<task>\w+)#\w+$/, sk: /^(?<id>\d{3}-\d{15})$/ },
  { kind: 'reminder', pk: /^reminder#(?<division>\d+)$/, sk: /^\d{4}-\d\d-\d\d#(?<id>[\w-]+)$/ },
  { kind: 'fund', pk: /^fund#(?<id>fund-[\d-]+)$/, sk: /^fund$/ },
  { kind: 'ledger', pk: /^fund#(?<id>fund-[\d-]+)$/, sk: /^head$/ },
  { kind: 'application', pk: /^fund#(?<fund>fund-[\d-]+)$/, sk: /^application#(?<id>[\w-]+)$/ },
  { kind: 'pledge', pk: /^fund#(?<fund>fund-[\d-]+)$/, sk: /^pledge#(?<id>[\w-]+)$/ },
  { kind: 'finding', pk: /^fund#(?<fund>fund-[\d-]+)$/, sk: /^finding#(?<id>[\w-]+)$/ },
  { kind: 'demand', pk: /^demands#(?<division>\d{12})$/, sk: /^demand#(?<id>\w+)$/ },
  { kind: 'resource', pk: /^resources#\d{6}$/, sk: /^(?<id>[\w-]+)$/ },
  { kind: 'booking', pk: /^venue#\d{6}#[\w-]+$/, sk: /^booking#[\d-]+#(?<id>[\w-]+)$/ },
  { kind: 'survey', pk: /^surveys#\d{6}$/, sk: /^survey#(?<id>[\w-]+)$/ },
  { kind: 'project', pk: /^projects#\d{6}$/, sk: /^(?<id>[\w-]+)$/ },
  { kind: 'reminder', pk: /^resource-reminders#\d{6}$/, sk: /^(?<id>[\w-]+)#[\w-]+$/ },
  { kind: 'statement', pk: /^fund#(?<fund>fund-[\d-]+)$/, sk: /^statement#(?<id>[\w-]+)$/ },
];

/**
 * The event of a changed record: its kind and new state, its ids and version, and no word of what anybody wrote.
 * @returns undefined for a record that makes none
 */
export function eventOf({ pk, sk, image }: Change): EventDraft | undefined {
  for (const row of kinds) {
    const found = { ...row.pk.exec(pk)?.groups, ...row.sk.exec(sk)?.groups };
    if (!row.pk.test(pk) || !row.sk.test(sk)) continue;
    const fund = found['fund'] ?? (row.kind === 'fund' || row.kind === 'ledger' ? found['id'] : undefined);
    const division =
      found['division'] ?? textOf(image, 'community') ?? textOf(image, 'division') ?? fund?.replace(/\D/g, '');
    if (division === undefined) return undefined;
    const version = image?.['version'] ?? image?.['seq'];
    // Tasks are stored before their meeting says so; the meeting's event tells of them.
    if (row.kind === 'task' && version === 1) return undefined;
    return {
      type: `${row.kind}.${image === undefined ? 'removed' : (textOf(image, 'state') ?? 'changed')}`,
      division,
      subject: {
        kind: row.kind,
        id: [found['task'] && `${division}-${found['task']}`, found['id'] ?? division].filter(Boolean).join('-'),
        ...(fund !== undefined && row.kind !== 'fund' && { fund }),
        ...(typeof version === 'number' && { version }),
      },
    };
  }
  return undefined;
}

const textOf = (image: Change['image'], name: string): string | undefined => {
  const value = image?.[name];
  return typeof value === 'string' ? value : undefined;
};
