/** What of resources, venues and projects must be published anew; places are 'county/id'. */
export interface ResourcesAffected {
  /** Counties whose resource list changed. */
  readonly lists: ReadonlySet<string>;
  readonly venues: ReadonlySet<string>;
  readonly projects: ReadonlySet<string>;
}

/** What these changed records of the lists' table touch. */
export function resourcesAffectedBy(keys: readonly { readonly pk: string; readonly sk: string }[]): ResourcesAffected {
  const lists = new Set<string>();
  const venues = new Set<string>();
  const projects = new Set<string>();
  for (const { pk, sk } of keys) {
    const [, kind = '', county = '', venue] =
      /^(resources|resource-usage|venue|projects)#(\d{6})(?:#(.+))?$/.exec(pk) ?? [];
    if (kind === 'resources' || kind === 'resource-usage') lists.add(county);
    if (kind === 'resources') venues.add(`${county}/${sk}`);
    if (kind === 'venue' && venue !== undefined && sk.startsWith('day#')) venues.add(`${county}/${venue}`);
    if (kind === 'projects') projects.add(`${county}/${sk}`);
  }
  return { lists, venues, projects };
}
