import { atom } from '../feeds/atom.ts';
import { pagePaths, snapshotPaths } from '../pages.ts';
import type { ProjectsSnapshot, ResourcesSnapshot } from './contract.ts';

export const resourcesAtom = ({ county, resources }: ResourcesSnapshot): string =>
  atom({
    name: `resources:${county.code}`,
    title: `${county.name}资源清单`,
    home: pagePaths.resources(county.code),
    self: `/${snapshotPaths.resources(county.code).replace(/json$/, 'atom')}`,
    entries: resources.map(({ id, title, unit, description, updated }) => ({
      id: `resource:${county.code}:${id}`,
      title: `${unit}：${title}`,
      link: `${pagePaths.resources(county.code)}#${id}`,
      summary: description,
      at: `${updated}T00:00:00.000Z`,
    })),
  });

const states: Readonly<Record<string, string>> = {
  established: '已立项',
  'in-progress': '实施中',
  done: '待确认',
  closed: '已销号',
  cancelled: '已取消',
};

export const projectsAtom = ({ county, projects }: ProjectsSnapshot): string =>
  atom({
    name: `projects:${county.code}`,
    title: `${county.name}项目清单`,
    home: pagePaths.projects(county.code),
    self: `/${snapshotPaths.projects(county.code).replace(/json$/, 'atom')}`,
    entries: projects.map(({ id, title, unit, community, state, updated }) => ({
      id: `project:${id}`,
      title: `${title}（${states[state] ?? state}）`,
      link: pagePaths.project(county.code, id),
      summary: `${community.name} · ${unit}`,
      at: updated,
    })),
  });
