import type { ProjectState } from './contract.ts';

/** Who takes a step of a project: its responsible unit, or the community, street or county for it. */
export type Side = 'unit' | 'staff';

export interface Row {
  readonly from: readonly ProjectState[];
  readonly transition: string;
  /** 'same': the state stays. */
  readonly to: ProjectState | 'same';
  readonly who: readonly Side[];
  /** Conditions, in the order in which they refuse. */
  readonly needs: readonly ('note-needed' | 'evidence-needed' | 'answers-awaited')[];
}

const running = ['established', 'in-progress'] as const;

/** The course of a project, from its establishment to its end: the one list of its states and steps. */
export const rows = [
  { from: ['established'], transition: 'start', to: 'in-progress', who: ['unit', 'staff'], needs: [] },
  { from: running, transition: 'report', to: 'same', who: ['unit', 'staff'], needs: ['note-needed'] },
  {
    from: ['in-progress'],
    transition: 'complete',
    to: 'done',
    who: ['unit', 'staff'],
    needs: ['evidence-needed'],
  },
  { from: ['done'], transition: 'reopen', to: 'in-progress', who: ['staff'], needs: ['note-needed'] },
  { from: ['done', 'closed'], transition: 'follow-up', to: 'same', who: ['unit', 'staff'], needs: ['note-needed'] },
  { from: ['done'], transition: 'close', to: 'closed', who: ['staff'], needs: ['answers-awaited'] },
  { from: running, transition: 'cancel', to: 'cancelled', who: ['unit', 'staff'], needs: ['note-needed'] },
] as const satisfies readonly Row[];

export type Transition = (typeof rows)[number]['transition'];

/** The rows as a Mermaid state diagram, for the documentation. */
export function diagram(): string {
  const all: readonly Row[] = rows;
  const lines = all.flatMap(({ from, transition, to }) =>
    from.map((state) => `  ${state} --> ${to === 'same' ? state : to}: ${transition}`),
  );
  return ['stateDiagram-v2', '  [*] --> established: establish', ...lines].join('\n');
}
