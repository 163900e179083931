import { atom } from '../feeds/atom.ts';
import { pagePaths } from '../pages.ts';
import type { ProjectsSnapshot, ResourcesSnapshot } from './contract.ts';

export const resourcesAtom = ({ county, resources }: ResourcesSnapshot): string =>
  atom(
    `resources:${county.code}`,
    `${county.name}资源清单`,
    pagePaths.resources(county.code),
    resources.map(({ id, title, unit, description, updated }) => ({
      id: `resource:${county.code}:${id}`,
      title: `${unit}：${title}`,
      link: `${pagePaths.resources(county.code)}#${id}`,
      summary: description,
      at: `${updated}T00:00:00.000Z`,
    })),
  );

const states: Readonly<Record<string, string>> = {
  established: '已立项',
  'in-progress': '实施中',
  done: '待确认',
  closed: '已销号',
  cancelled: '已取消',
};

export const projectsAtom = ({ county, projects }: ProjectsSnapshot): string =>
  atom(
    `projects:${county.code}`,
    `${county.name}项目清单`,
    pagePaths.projects(county.code),
    projects.map(({ id, title, unit, community, state, updated }) => ({
      id: `project:${id}`,
      title: `${title}（${states[state] ?? state}）`,
      link: pagePaths.project(county.code, id),
      summary: `${community.name} · ${unit}`,
      at: updated,
    })),
  );
