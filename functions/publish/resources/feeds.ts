import { pagePaths } from '../pages.ts';
import type { ProjectsSnapshot, ResourcesSnapshot } from './contract.ts';

/** Entries of a feed: the latest changes, newest first. */
const LATEST = 50;

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly summary: string;
  readonly at: string;
}

/**
 * Atom (RFC 4287) of a list's latest changes. Links are relative to where the feed stands, because a page does not know the
 * site's own address; so no feed package serves, which all want it.
 */
function atom(name: string, title: string, home: string, entries: readonly Entry[]): string {
  const latest = [...entries]
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1))
    .slice(0, LATEST);
  const parts = latest.map(({ id, title: what, link, summary, at }) =>
    [
      '  <entry>',
      `    <id>urn:sonata:${xml(id)}</id>`,
      `    <title>${xml(what)}</title>`,
      `    <link href="${xml(link)}"/>`,
      `    <updated>${at}</updated>`,
      `    <summary>${xml(summary)}</summary>`,
      '  </entry>',
    ].join('\n'),
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
    `  <id>urn:sonata:${xml(name)}</id>`,
    `  <title>${xml(title)}</title>`,
    `  <link href="${xml(home)}"/>`,
    `  <updated>${latest[0]?.at ?? '2000-01-01T00:00:00.000Z'}</updated>`,
    '  <author><name>Sonata</name></author>',
    ...parts,
    '</feed>',
    '',
  ].join('\n');
}

const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

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
