import type { Context } from '../../http/actions.ts';
import type { Write } from '../../table/table.ts';
import type { Project } from './contract.ts';

/** What a project asks of the demands that it answers: they move in its transaction. */
export interface DemandMoves {
  /**
   * The writes that take a demand into the project.
   * @throws Refusal 'no-such-demand', 'demand-not-ready'
   */
  establish(
    community: string,
    demands: readonly string[],
    project: Pick<Project, 'id' | 'unit'>,
    note: string | undefined,
    context: Context,
  ): Promise<Write[]>;
  /**
   * The writes that follow a project's step; none where the step does not concern them.
   * @throws Refusal 'demand-not-ready'
   */
  follow(project: Project, transition: string, note: string | undefined, context: Context): Promise<Write[]>;
  /** Has every resident answered, or is the time for it over? */
  answered(project: Project): Promise<boolean>;
}
