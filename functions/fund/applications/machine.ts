import type { Role } from '../../http/policy.ts';
import type { Rules } from '../rules/contract.ts';
import type { ApplicationState } from './contract.ts';
import type { Need } from './needs.ts';

export interface Row {
  readonly from: readonly ApplicationState[];
  readonly transition: string;
  readonly to: ApplicationState;
  readonly who: readonly (Role | 'anyone')[];
  /** The setting that says by when the next step is due; a notice's end is the notice's own. */
  readonly deadline?: keyof Rules['days'];
  /** Conditions, in the order in which they refuse. */
  readonly needs: readonly Need[];
}

const applicant = ['residence-committee'] as const;
const committee = ['fund-committee'] as const;
const street = ['subdistrict-officer', 'community-secretary'] as const;
const undecided = ['draft', 'submitted', 'returned', 'reviewing', 'noticed', 'objected'] as const;

/** The course of an application, from the draft to the final account: the one list of its states and steps. */
export const rows = [
  {
    from: ['draft', 'returned'],
    transition: 'submit',
    to: 'submitted',
    who: applicant,
    deadline: 'completeness',
    needs: ['evidence-holds', 'plan-keeps-rules'],
  },
  { from: ['submitted', 'reviewing'], transition: 'return', to: 'returned', who: street, needs: ['reason'] },
  { from: ['submitted'], transition: 'accept', to: 'reviewing', who: street, deadline: 'review', needs: [] },
  {
    from: ['reviewing'],
    transition: 'approve',
    to: 'noticed',
    who: committee,
    needs: ['review-passed', 'reason', 'award-keeps-rules'],
  },
  {
    from: ['reviewing'],
    transition: 'decline',
    to: 'declined',
    who: committee,
    needs: ['review-not-passed', 'reason'],
  },
  {
    from: ['noticed', 'objected'],
    transition: 'object',
    to: 'objected',
    who: ['anyone'],
    deadline: 'objection',
    needs: ['notice-running', 'new-objection'],
  },
  {
    from: ['objected'],
    transition: 'answer',
    to: 'objected',
    who: [...committee, ...street],
    needs: ['open-objection', 'reason'],
  },
  {
    from: ['objected'],
    transition: 'resume',
    to: 'noticed',
    who: [...committee, 'system'],
    needs: ['objections-answered'],
  },
  {
    from: ['objected'],
    transition: 'uphold',
    to: 'reviewing',
    who: [...committee, ...street],
    deadline: 'review',
    needs: ['open-objection', 'reason'],
  },
  { from: ['noticed'], transition: 'commit', to: 'committed', who: committee, needs: ['notice-over', 'reserved'] },
  { from: ['committed'], transition: 'start', to: 'in-progress', who: applicant, needs: [] },
  { from: ['in-progress'], transition: 'report', to: 'in-progress', who: applicant, needs: ['reason'] },
  {
    from: ['in-progress', 'completed'],
    transition: 'inspect',
    to: 'in-progress',
    who: [...committee, ...street, 'auditor'],
    needs: ['new-finding', 'reason'],
  },
  {
    from: ['in-progress'],
    transition: 'follow-up',
    to: 'in-progress',
    who: applicant,
    needs: ['open-finding', 'reason'],
  },
  {
    from: ['in-progress'],
    transition: 'complete',
    to: 'completed',
    who: applicant,
    deadline: 'acceptance',
    needs: ['receipts', 'findings-followed-up'],
  },
  { from: ['completed'], transition: 'reject', to: 'in-progress', who: [...committee, ...street], needs: ['reason'] },
  {
    from: ['completed'],
    transition: 'accept',
    to: 'accepted',
    who: [...committee, ...street],
    deadline: 'settlement',
    needs: [],
  },
  { from: ['accepted'], transition: 'settle', to: 'settled', who: committee, needs: ['settled-in-ledger'] },
  { from: ['settled'], transition: 'close', to: 'closed', who: committee, needs: ['final-account'] },
  { from: undecided, transition: 'withdraw', to: 'withdrawn', who: applicant, needs: [] },
  {
    from: ['committed', 'in-progress', 'completed'],
    transition: 'cancel',
    to: 'cancelled',
    who: committee,
    needs: ['reason', 'given-back'],
  },
  {
    from: ['committed', 'in-progress'],
    transition: 'expire',
    to: 'expired',
    who: ['system'],
    needs: ['nothing-committed'],
  },
] as const satisfies readonly Row[];

export type Transition = (typeof rows)[number]['transition'];

/** The rows as a Mermaid state diagram, for the documentation. */
export function diagram(): string {
  const lines = rows.flatMap(({ from, transition, to }) => from.map((state) => `  ${state} --> ${to}: ${transition}`));
  return ['stateDiagram-v2', '  [*] --> draft', ...lines].join('\n');
}
