/** The communities, counties, funds, joint meetings and demand lists whose public pages a changed record touches. */
export interface Affected {
  readonly counties: ReadonlySet<string>;
  readonly communities: ReadonlySet<string>;
  readonly funds: ReadonlySet<string>;
  /** Communities whose fund is new or has another name: their page shows it. */
  readonly funded: ReadonlySet<string>;
  /** Communities whose compounds changed. */
  readonly compounds: ReadonlySet<string>;
  readonly meetings: ReadonlySet<string>;
  /** Communities whose demand list changed. */
  readonly demands: ReadonlySet<string>;
}

/**
 * What must be published anew after these records changed. Of the grids table only a county's divisions, the plans and
 * the allocation in force, contacts, compounds, joint meetings and their tasks are public; of the fund table all but slips, reviews and the ledger's own books, whose head
 * moves with them.
 */
export function affectedBy(keys: readonly { readonly pk: string; readonly sk: string }[]): Affected {
  const counties = new Set<string>();
  const communities = new Set<string>();
  const funds = new Set<string>();
  const funded = new Set<string>();
  const compounds = new Set<string>();
  const meetings = new Set<string>();
  const demands = new Set<string>();
  for (const { pk, sk } of keys) {
    const community = /^community#(\d{12})$/.exec(pk)?.[1];
    if (pk === 'counties') counties.add(sk);
    const listed = /^demands#(\d{12})$/.exec(pk)?.[1];
    if (listed) demands.add(listed);
    const fund = /^fund#(fund-[\d-]+)$/.exec(pk)?.[1];
    if (fund && /^(fund$|head$|(application|contributor|pledge|finding|statement)#)/.test(sk)) funds.add(fund);
    const division = fund?.replace(/\D/g, '');
    if (sk === 'fund' && division?.length === 12) funded.add(division);
    if (/^(compounds|renovations)#\d{6}$/.test(pk)) compounds.add(sk.slice(0, 12));
    const caller = /^meetings#(\d+)$/.exec(pk)?.[1];
    if (caller) meetings.add(`${caller}-${sk}`);
    const broken = /^tasks#([^#]+)#/.exec(pk)?.[1];
    if (broken) meetings.add(broken);
    if (community && sk === 'plan-in-force') communities.add(community);
    const county = /^county#(\d{6})$/.exec(pk)?.[1];
    if (county && (sk === 'allocation-in-force' || sk === 'contacts')) counties.add(county);
  }
  return { counties, communities, funds, funded, compounds, meetings, demands };
}
