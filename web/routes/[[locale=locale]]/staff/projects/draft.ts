import type { ProjectDraft } from '../../../../../functions/lists/projects/contract.ts';
import { fenOf } from '../../../../fund/fen.ts';
import type { ProjectDeskWords } from '../../../../words/project-desk-zh.ts';
import { failureAt, type Failure } from '../failure.ts';

/** A project as it is being written: all text, until it is sent. */
export interface Sketch {
  demands: string[];
  resources: { id: string; amount: string }[];
  unit: string;
  title: string;
  who: string;
  how: string;
  where: string;
  from: string;
  until: string;
  cost: string;
  helpers: string;
  grants: string;
  beneficiaries: string;
  milestones: string;
  weekly: 'once' | 'weekly';
  days: number[];
  at: string;
  to: string;
  fund: string;
  application: string;
  task: string;
  note: string;
}

export const emptySketch = (today: string, demand: string): Sketch => ({
  demands: demand ? [demand] : [],
  resources: [],
  unit: '',
  title: '',
  who: '',
  how: '',
  where: '',
  from: today,
  until: '',
  cost: '0',
  helpers: '',
  grants: '',
  beneficiaries: '',
  milestones: '',
  weekly: 'once',
  days: [],
  at: '16:30',
  to: '18:00',
  fund: '',
  application: '',
  task: '',
  note: '',
});

const listed = (text: string): string[] =>
  text
    .split(/[、,，\n]/)
    .map((part) => part.trim())
    .filter(Boolean);

/** '2026-12-01 开班' as a milestone. */
function milestoneOf(line: string): { due: string; title: string } | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})\s+(.{1,60})$/.exec(line.trim());
  return found ? { due: found[1] ?? '', title: found[2] ?? '' } : undefined;
}

/** The field of a refused or invalid part of the request. */
export const fields: Readonly<Record<string, string>> = {
  '#/demands': 'demands',
  '#/resources': 'resource-0',
  '#/resources/0': 'resource-0',
  '#/unit/id': 'unit',
  '#/title': 'title',
  '#/delivery/who': 'who',
  '#/delivery/how': 'how',
  '#/delivery/where': 'where',
  '#/delivery/from': 'from',
  '#/delivery/until': 'until',
  '#/recurring/days': 'days',
  '#/note': 'note',
};

/**
 * What the form says, as the request; or what is amiss, at its field.
 * @param units the units' names by id
 */
export function draftOf(
  sketch: Sketch,
  units: ReadonlyMap<string, string>,
  words: ProjectDeskWords['form'],
): { draft: ProjectDraft } | { failure: Failure } {
  const failure = amiss(sketch, words);
  if (failure) return { failure };
  const { title, unit, demands, resources, who, how, where, from, until, beneficiaries, fund, application } = sketch;
  const draft: ProjectDraft = {
    title,
    unit: { id: unit, name: units.get(unit) ?? unit },
    demands,
    resources: resources.filter(({ id }) => id).map(({ id, amount }) => ({ id, amount: Number(amount) || 1 })),
    delivery: {
      who,
      how,
      where,
      from,
      until,
      cost: fenOf(sketch.cost) ?? 0,
      helpers: listed(sketch.helpers),
      grants: listed(sketch.grants).map((name) => ({ name, state: 'applied' as const })),
      ...(beneficiaries && { beneficiaries: Number(beneficiaries) }),
    },
    milestones: sketch.milestones.split('\n').flatMap((line) => milestoneOf(line) ?? []),
    links: {
      ...(fund && application && { application: { fund, id: application } }),
      ...(sketch.task && { task: sketch.task }),
    },
    ...(sketch.weekly === 'weekly' && {
      recurring: { days: sketch.days.toSorted((a, b) => a - b), from: sketch.at, until: sketch.to },
    }),
    ...(sketch.note && { note: sketch.note }),
  };
  return { draft };
}

function amiss(sketch: Sketch, words: ProjectDeskWords['form']): Failure | undefined {
  if (sketch.demands.length === 0) return failureAt('demands', words.required(words.demands));
  if (!sketch.resources.some(({ id }) => id)) return failureAt('resource-0', words.required(words.resources));
  const needed = ['title', 'unit', 'who', 'how', 'where', 'from', 'until'] as const;
  const missing = needed.find((name) => sketch[name].trim() === '');
  if (missing) return failureAt(missing, words.required(missing === 'title' ? words.name : words[missing]));
  if (fenOf(sketch.cost || '0') === undefined) return failureAt('cost', words.costWrong);
  const line = sketch.milestones.split('\n').find((each) => each.trim() && !milestoneOf(each));
  if (line !== undefined) return failureAt('milestones', words.milestoneWrong(line));
  if (sketch.weekly === 'weekly' && sketch.days.length === 0) return failureAt('days', words.required(words.days));
  return undefined;
}
