import type { Answer } from '../../../../../functions/http/route.ts';
import type { ApplicationStatus } from '../../../../../functions/fund/applications/contract.ts';
import type { Contributor, Slip, slips } from '../../../../../functions/fund/slips/contract.ts';
import { personOf } from '../../../../../functions/fund/person.ts';
import type { Session } from '../session.ts';

export type JournalRow = Answer<(typeof slips)['entries']>['items'][number];

/** What the treasurer's desk works with: the newest of everything. */
export interface Book {
  readonly slips: readonly Slip[];
  readonly entries: readonly JournalRow[];
  readonly contributors: readonly Contributor[];
  readonly applications: readonly ApplicationStatus[];
  /** The caller's pseudonym in this fund's journal. */
  readonly me: string;
}

export async function loadBook(session: Session, fund: string): Promise<Book> {
  const params = { fund };
  const query = { limit: 100 };
  const [slips, entries, contributors, applications] = await Promise.all([
    session.fund.slips({ params, query }),
    session.fund.entries({ params, query }),
    session.fund.contributors({ params }),
    session.fund.fundApplications({ params, query }),
  ]);
  return {
    slips: slips.body.items,
    entries: entries.body.items,
    contributors: contributors.body.items,
    applications: applications.body.items,
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
