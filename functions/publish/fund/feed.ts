import { yuan } from '../../fund/exports/yuan.ts';
import { kindWords } from '../../fund/statements/words.ts';
import type { FundSnapshot } from '../contract.ts';
import { atom } from '../feeds/atom.ts';
import { pagePaths, snapshotPaths } from '../pages.ts';

const words: Readonly<Record<string, string>> = kindWords;
const dayOf = (day: string): string => `${day}T00:00:00+08:00`;

/** A fund's latest entries and its reports as a feed; a report stands on the last day of its period. */
export const fundAtom = ({ id, name, latest, reports }: FundSnapshot): string =>
  atom({
    name: `fund:${id}`,
    title: `${name}账目和报告`,
    home: pagePaths.fund(id),
    self: `/${snapshotPaths.fundFile(id, 'feed.atom')}`,
    entries: [
      ...latest.map(({ seq, day, kind, amount, about }) => ({
        id: `fund:${id}:entry:${seq}`,
        title: `第 ${seq} 笔 ${words[kind] ?? kind} ${yuan(amount)} 元`,
        link: pagePaths.fundEntry(id, seq),
        summary: about ?? '',
        at: dayOf(day),
      })),
      ...reports.map(({ period, version, digest }) => ({
        id: `fund:${id}:report:${period.label}:${version}`,
        title: `${period.label} 报告${version > 1 ? `（第 ${version} 版）` : ''}`,
        link: pagePaths.fundReport(id, period.label),
        summary: `SHA-256 ${digest}`,
        at: dayOf(period.to),
      })),
    ],
  });
