import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { Project } from './contract.ts';

const pk = (county: string) => `projects#${county}`;
const key = (county: string, project: string) => ({ pk: pk(county), sk: project });

export type ProjectStore = ReturnType<typeof projectStore>;

export const projectStore = (table: Table) => {
  const find = async (county: string, project: string): Promise<Project | undefined> => {
    const item = await table.get(key(county, project));
    return item && Project.parse(item);
  };
  return {
    find,

    /** @throws Refusal 'no-such-project' */
    async record(community: string, project: string): Promise<Project> {
      const found = await find(community.slice(0, 6), project);
      return found?.community === community ? found : refuse('no-such-project', undefined, { project });
    },

    save: (next: Project): Write => ({
      put: { ...key(next.community.slice(0, 6), next.id), ...next },
      expect: next.version === 1 ? 'absent' : next.version - 1,
    }),

    /** One page of a county's projects, newest first. */
    async page(county: string, limit: number, after: string | undefined) {
      const page = await table.list(pk(county), { limit, after, backwards: true });
      return { items: page.items.map((item) => Project.parse(item)), after: page.after };
    },

    async all(county: string): Promise<Project[]> {
      return (await table.all(pk(county), { backwards: true })).map((item) => Project.parse(item));
    },
  };
};
