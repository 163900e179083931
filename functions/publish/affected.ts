/** The communities and counties whose public pages a changed record touches. */
export interface Affected {
  readonly counties: ReadonlySet<string>;
  readonly communities: ReadonlySet<string>;
}

/**
 * What must be published anew after these records of the grids table changed. Only a county's divisions, the plans and
 * the allocation in force are public; drafts, buildings' imports and idempotency records touch no page.
 */
export function affectedBy(keys: readonly { readonly pk: string; readonly sk: string }[]): Affected {
  const counties = new Set<string>();
  const communities = new Set<string>();
  for (const { pk, sk } of keys) {
    const community = /^community#(\d{12})$/.exec(pk)?.[1];
    if (pk === 'counties') counties.add(sk);
    if (community && sk === 'plan-in-force') communities.add(community);
    const county = /^county#(\d{6})$/.exec(pk)?.[1];
    if (county && sk === 'allocation-in-force') counties.add(county);
  }
  return { counties, communities };
}
