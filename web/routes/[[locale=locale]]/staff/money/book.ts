import type { Answer } from '../../../../../functions/http/route.ts';
import type { ApplicationStatus } from '../../../../../functions/fund/applications/contract.ts';
import type { Finding } from '../../../../../functions/fund/findings/contract.ts';
import type { Pledge } from '../../../../../functions/fund/pledges/contract.ts';
import type { Contributor, Slip, slips } from '../../../../../functions/fund/slips/contract.ts';
import { personOf } from '../../../../../functions/fund/person.ts';
import { giverName } from '../../../../words/fund.ts';
import type { FundWords } from '../../../../words/fund-zh.ts';
import type { Session } from '../session.ts';

export type JournalRow = Answer<(typeof slips)['entries']>['items'][number];

/** What the treasurer's desk works with: the newest of everything. */
export interface Book {
  readonly slips: readonly Slip[];
  readonly entries: readonly JournalRow[];
  readonly contributors: readonly Contributor[];
  readonly applications: readonly ApplicationStatus[];
  readonly pledges: readonly Pledge[];
  readonly findings: readonly Finding[];
  /** The caller's pseudonym in this fund's journal. */
  readonly me: string;
}

export async function loadBook(session: Session, fund: string): Promise<Book> {
  const params = { fund };
  const query = { limit: 100 };
  const [slips, entries, contributors, applications, pledges, findings] = await Promise.all([
    session.fund.slips({ params, query }),
    session.fund.entries({ params, query }),
    session.fund.contributors({ params }),
    session.fund.fundApplications({ params, query }),
    session.fund.pledges({ params, query }),
    session.fund.findings({ params, query }),
  ]);
  return {
    slips: slips.body.items,
    entries: entries.body.items,
    contributors: contributors.body.items,
    applications: applications.body.items,
    pledges: pledges.body.items,
    findings: findings.body.items,
    me: await personOf(fund, session.me.id),
  };
}

/** What a slip or an entry is about, in the desk's own terms: staff see registered names. */
export function aboutOf(order: object, { contributors, applications }: Book): string {
  const of = (name: string): string => String((order as Readonly<Record<string, unknown>>)[name] ?? '');
  const contributor = contributors.find(({ id }) => id === of('contributor'));
  const application = applications.find(({ id }) => id === of('application'));
  return application?.title ?? contributor?.name ?? (of('contributor') || of('contribution') || of('entry'));
}

/** A contributor as the desk calls them: by name, or by kind and mark. */
export function contributorName({ contributors }: Pick<Book, 'contributors'>, id: string, names: FundWords): string {
  const known = contributors.find((one) => one.id === id);
  return known ? giverName(names, { source: known.source, about: known.name, contributor: id }) : id;
}

/** An entry in one line, to choose it by. */
export const entryName = (entry: JournalRow, book: Book, names: FundWords): string =>
  `${names.entry.title(String(entry.seq))} · ${names.kinds[entry.kind]} · ${aboutOf(entry, book)} · ${entry.day}`;
