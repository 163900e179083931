import type { Role } from '../../http/policy.ts';
import type { StepDays } from '../settings/contract.ts';
import type { DemandState } from './contract.ts';
import type { Need } from './needs.ts';

/** Who takes a step: a role, or the resident who holds the tracking code. */
export type Actor = Role | 'resident';

export interface Row {
  readonly from: readonly DemandState[];
  readonly transition: string;
  readonly to: DemandState;
  readonly who: readonly Actor[];
  /** The setting that says in how many working days the next step is due; without one the running deadline stays, or ends with the state. */
  readonly deadline?: keyof StepDays | 'project';
  /** Conditions, in the order in which they refuse. */
  readonly needs: readonly Need[];
}

const staff = ['community-secretary', 'subdistrict-officer', 'county-officer'] as const;
const unit = ['unit-liaison'] as const;
const active = ['assigned', 'contacted', 'established', 'in-progress'] as const;
const open = ['submitted', 'listed', ...active] as const;

/** The rows that leave a demand in its state, one a state. */
const staying = <const R extends Omit<Row, 'to' | 'from'>>(from: readonly DemandState[], row: R) =>
  from.map((state) => ({ ...row, from: [state], to: state }));

/** The course of a demand, from the first sentence to the archive: the one list of its states and steps. */
export const rows = [
  { from: ['submitted'], transition: 'accept', to: 'listed', who: staff, deadline: 'claim', needs: ['category'] },
  { from: ['submitted', 'listed'], transition: 'merge', to: 'merged', who: staff, needs: ['merge-target'] },
  { from: ['submitted'], transition: 'return', to: 'returned', who: staff, needs: ['reason'] },
  {
    from: ['submitted', 'listed'],
    transition: 'redirect',
    to: 'redirected',
    who: staff,
    needs: ['channel-named', 'reason'],
  },
  {
    from: ['returned'],
    transition: 'resubmit',
    to: 'submitted',
    who: ['resident'],
    deadline: 'triage',
    needs: ['reason'],
  },
  {
    from: ['submitted', 'returned', 'listed', 'assigned', 'contacted'],
    transition: 'withdraw',
    to: 'withdrawn',
    who: ['resident'],
    needs: [],
  },
  {
    from: ['listed'],
    transition: 'assign',
    to: 'assigned',
    who: staff,
    deadline: 'contact',
    needs: ['unit-named', 'unit-of-the-grid'],
  },
  { from: ['listed'], transition: 'claim', to: 'assigned', who: unit, deadline: 'contact', needs: ['unit-named'] },
  {
    from: ['listed'],
    transition: 'carry-over',
    to: 'listed',
    who: [...staff, 'system'],
    deadline: 'claim',
    needs: ['claim-not-due'],
  },
  {
    from: ['assigned'],
    transition: 'decline',
    to: 'listed',
    who: unit,
    deadline: 'claim',
    needs: ['not-your-unit', 'reason'],
  },
  {
    from: ['assigned'],
    transition: 'contact',
    to: 'contacted',
    who: unit,
    deadline: 'plan',
    needs: ['not-your-unit', 'demand-paused', 'reason'],
  },
  {
    from: ['contacted'],
    transition: 'establish',
    to: 'established',
    who: unit,
    deadline: 'project',
    needs: ['not-your-unit', 'demand-paused', 'project-named'],
  },
  {
    from: ['established'],
    transition: 'start',
    to: 'in-progress',
    who: unit,
    deadline: 'project',
    needs: ['not-your-unit', 'demand-paused'],
  },
  {
    from: ['in-progress'],
    transition: 'progress',
    to: 'in-progress',
    who: unit,
    needs: ['not-your-unit', 'reason'],
  },
  {
    from: ['in-progress'],
    transition: 'complete',
    to: 'done',
    who: unit,
    deadline: 'rating',
    needs: ['not-your-unit', 'demand-paused', 'reason'],
  },
  {
    from: ['established', 'in-progress'],
    transition: 'give-back',
    to: 'listed',
    who: unit,
    deadline: 'claim',
    needs: ['not-your-unit', 'reason'],
  },
  { from: ['done'], transition: 'solved', to: 'rated', who: ['resident'], needs: [] },
  { from: ['done'], transition: 'visit', to: 'rated', who: staff, needs: ['answer-not-due', 'reason'] },
  {
    from: ['done', 'rated', 'closed'],
    transition: 'reopen',
    to: 'assigned',
    who: ['resident'],
    deadline: 'contact',
    needs: ['reason'],
  },
  { from: ['rated'], transition: 'close', to: 'closed', who: [...staff, 'system'], needs: [] },
  { from: ['closed'], transition: 'archive', to: 'archived', who: [...staff, 'system'], needs: [] },
  ...staying(active, { transition: 'join', who: unit, needs: ['unit-named', 'already-helping'] }),
  ...staying(active, {
    transition: 'extend',
    who: [...unit, ...staff],
    needs: ['not-your-unit', 'demand-paused', 'reason', 'days-named', 'extensions-used-up'],
  }),
  ...staying(active, {
    transition: 'pause',
    who: [...unit, ...staff],
    needs: ['not-your-unit', 'demand-paused', 'reason'],
  }),
  ...staying(active, { transition: 'resume', who: [...unit, ...staff], needs: ['not-your-unit', 'demand-not-paused'] }),
  ...staying([...open, 'returned', 'done'], { transition: 'note', who: ['resident'], needs: ['reason'] }),
  ...staying(open, { transition: 'remind', who: ['system'], needs: ['demand-paused', 'no-reminder-due'] }),
  ...staying(open, {
    transition: 'escalate',
    who: [...staff, 'system'],
    needs: ['demand-paused', 'no-escalation-due'],
  }),
] as const satisfies readonly Row[];

export type Transition = (typeof rows)[number]['transition'];

/** The rows as a Mermaid state diagram, for the documentation; steps that stay in a state are one note. */
export function diagram(): string {
  const all: readonly Row[] = rows;
  const moves = all.filter(({ from, to }) => from.some((state) => state !== to));
  const stays = [
    ...new Set(all.filter(({ from, to }) => from.every((state) => state === to)).map((row) => row.transition)),
  ];
  const lines = moves.flatMap(({ from, transition, to }) => from.map((state) => `  ${state} --> ${to}: ${transition}`));
  return [
    'stateDiagram-v2',
    '  [*] --> submitted',
    ...lines,
    `  note right of in-progress: without changing the state: ${stays.join(', ')}`,
  ].join('\n');
}
