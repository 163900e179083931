import { refuse } from '../../../http/refusal.ts';
import { advance } from '../../demands/advance.ts';
import type { Demand, DemandState } from '../../demands/contract.ts';
import type { Transition } from '../../demands/machine.ts';
import type { Context } from '../../demands/needs.ts';

/** The demand's steps that a project's step brings about, by the state that the demand is in; none where nothing follows. */
const courses: Readonly<Record<string, Partial<Record<DemandState, readonly Transition[]>>>> = {
  establish: {
    listed: ['assign', 'contact', 'establish'],
    assigned: ['contact', 'establish'],
    contacted: ['establish'],
  },
  start: { established: ['start'] },
  report: { 'in-progress': ['progress'] },
  complete: { established: ['start', 'complete'], 'in-progress': ['complete'] },
  reopen: { assigned: ['contact', 'establish', 'start'], contacted: ['establish', 'start'] },
  close: { rated: ['close'] },
  cancel: { established: ['give-back'], 'in-progress': ['give-back'] },
};

/** States in which a resident, or a visit in their stead, has answered, or will not. */
const answered: readonly DemandState[] = ['rated', 'closed', 'archived', 'merged', 'withdrawn'];

export const isAnswered = ({ state }: Demand): boolean => answered.includes(state);

type By = Context['by'];
type Given = Omit<Context, 'by'> & { readonly project: string; readonly lead: string; readonly staff: By };

/**
 * The demand after all steps that a project's step brings about. The lead unit takes its own steps, also where staff act for
 * it; staff assign.
 * @throws Refusal 'demand-not-ready' where the demand cannot follow
 */
export function followed(demand: Demand, transition: string, given: Given): Demand {
  const course = courses[transition];
  if (!course) return demand;
  const steps = course[demand.state];
  if (!steps) {
    if (transition !== 'establish') return demand;
    return refuse('demand-not-ready', '#/demands', { demand: demand.id, state: demand.state, transition });
  }
  const { lead, staff, ...context } = given;
  return steps.reduce((at, step) => {
    const unit = at.lead ?? lead;
    const by: By = step === 'assign' || step === 'close' ? staff : { role: 'unit-liaison', unit };
    return advance(at, step, { ...context, by, unit });
  }, demand);
}
