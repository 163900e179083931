import type { Resource, ResourceDraft } from './contract.ts';
import type { ReadResource } from './import.ts';

interface Origin {
  readonly id: string;
  readonly division: string;
  readonly source: Resource['source'];
  readonly at: string;
  readonly survey?: string;
}

/** A new resource: what a unit says is an offer, what staff enter is verified by them. */
export function added(draft: ResourceDraft, { at, ...origin }: Origin): Resource {
  const offer = origin.source === 'unit' || origin.source === 'survey';
  return {
    ...draft,
    ...origin,
    state: offer ? 'offered' : 'listed',
    addedAt: at,
    updatedAt: at,
    ...(!offer && { verifiedAt: at }),
    version: 1,
  };
}

/** The resource with other facts. When it was verified stays apart: the page shows both days. */
export function changed(resource: Resource, draft: ResourceDraft, at: string): Resource {
  const { id, division, state, source, survey, addedAt, verifiedAt, version } = resource;
  return {
    ...draft,
    id,
    division,
    state,
    source,
    ...(survey !== undefined && { survey }),
    addedAt,
    ...(verifiedAt !== undefined && { verifiedAt }),
    updatedAt: at,
    version: version + 1,
  };
}

export const verified = (resource: Resource, at: string): Resource => ({
  ...resource,
  state: 'listed',
  verifiedAt: at,
  version: resource.version + 1,
});

export const withdrawn = (resource: Resource, reason: string, at: string): Resource => ({
  ...resource,
  state: 'withdrawn',
  withdrawnFor: reason,
  updatedAt: at,
  version: resource.version + 1,
});

/**
 * The records that an import adds or changes; rows whose id belongs to another division's resource, or to a withdrawn
 * one, are `foreign`, by their lines.
 */
export function merged(
  incoming: readonly ReadResource[],
  stored: ReadonlyMap<string, Resource>,
  { division, at }: { readonly division: string; readonly at: string },
): { records: Resource[]; foreign: number[] } {
  const records: Resource[] = [];
  const foreign: number[] = [];
  incoming.forEach(({ id, row, draft }) => {
    const before = stored.get(id);
    if (!before) records.push(added(draft, { id, division, source: 'import', at }));
    else if (before.division !== division || before.state === 'withdrawn') foreign.push(row);
    else if (!sameFacts(before, draft)) records.push(verified(changed(before, keepVenue(before, draft), at), at));
  });
  return { records: records.map((record) => fixVersion(record, stored.get(record.id))), foreign };
}

/** A sheet has no rooms and hours: what is stored of them stays. */
const keepVenue = (before: Resource, draft: ResourceDraft): ResourceDraft => ({
  ...draft,
  ...(before.venue && { venue: before.venue }),
  ...(before.hours && { hours: before.hours }),
});

/** Changing and verifying in one write is one version. */
const fixVersion = (record: Resource, before: Resource | undefined): Resource => ({
  ...record,
  version: (before?.version ?? 0) + 1,
});

function sameFacts(before: Resource, draft: ResourceDraft): boolean {
  const kept = keepVenue(before, draft);
  return (Object.keys(kept) as (keyof ResourceDraft)[]).every(
    (fact) => canonical(before[fact]) === canonical(kept[fact]),
  );
}

/** Equal values give equal text, whatever the order of their fields. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return value === undefined ? '' : JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
