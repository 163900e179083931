import type { Permission } from '../../../../functions/http/policy.ts';
import type { StaffWords } from '../../../words/staff-zh.ts';

export interface Task {
  readonly path: string;
  readonly words: keyof StaffWords['tasks'];
}

const tasks: readonly (Task & { readonly needs: Permission; readonly unless?: Permission })[] = [
  { path: '/staff/applications/', words: 'applications', needs: 'applications.step' },
  { path: '/staff/money/', words: 'money', needs: 'ledger.write' },
  { path: '/staff/audit/', words: 'audit', needs: 'ledger.read', unless: 'ledger.write' },
  { path: '/staff/plans/', words: 'plansPublish', needs: 'plans.publish' },
  { path: '/staff/plans/', words: 'plans', needs: 'plans.make', unless: 'plans.publish' },
  { path: '/staff/plans/', words: 'plansRead', needs: 'plans.read', unless: 'plans.make' },
  { path: '/staff/buildings/', words: 'buildings', needs: 'buildings.import' },
  { path: '/staff/divisions/', words: 'divisions', needs: 'divisions.import' },
];

/** What somebody with these permissions can do here, the most frequent first. */
export const tasksOf = (may: (permission: Permission) => boolean): Task[] =>
  tasks.filter(({ needs, unless }) => may(needs) && !(unless && may(unless)));
