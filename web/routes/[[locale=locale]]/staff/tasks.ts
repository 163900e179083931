import type { Permission } from '../../../../functions/http/policy.ts';
import type { StaffWords } from '../../../words/staff-zh.ts';

export interface Task {
  readonly path: string;
  readonly words: keyof StaffWords['tasks'];
}

const tasks: readonly (Task & {
  readonly needs: Permission;
  readonly unless?: Permission;
  /** Only for who acts on a whole county. */
  readonly county?: true;
})[] = [
  { path: '/staff/demands/', words: 'demands', needs: 'demands.step' },
  { path: '/staff/matching/', words: 'matching', needs: 'matches.decide' },
  { path: '/staff/projects/', words: 'projects', needs: 'projects.lead' },
  { path: '/staff/tasks/', words: 'mine', needs: 'tasks.own' },
  { path: '/staff/compounds/', words: 'compounds', needs: 'compounds.consent' },
  { path: '/staff/meetings/', words: 'meetings', needs: 'meetings.read' },
  { path: '/staff/applications/', words: 'applications', needs: 'applications.step' },
  { path: '/staff/money/', words: 'money', needs: 'ledger.write' },
  { path: '/staff/audit/', words: 'audit', needs: 'ledger.read', unless: 'ledger.write' },
  { path: '/staff/offers/', words: 'offers', needs: 'resources.offer', unless: 'resources.verify' },
  { path: '/staff/resources/', words: 'resources', needs: 'resources.read' },
  { path: '/staff/bookings/', words: 'bookings', needs: 'bookings.decide' },
  { path: '/staff/surveys/', words: 'surveys', needs: 'surveys.run' },
  { path: '/staff/plans/', words: 'plansPublish', needs: 'plans.publish' },
  { path: '/staff/plans/', words: 'plans', needs: 'plans.make', unless: 'plans.publish' },
  { path: '/staff/plans/', words: 'plansRead', needs: 'plans.read', unless: 'plans.make' },
  { path: '/staff/workspace/', words: 'workspace', needs: 'plans.make' },
  { path: '/staff/allocation/', words: 'allocation', needs: 'allocations.make', county: true },
  {
    path: '/staff/allocation/',
    words: 'allocationRead',
    needs: 'allocations.read',
    unless: 'allocations.make',
    county: true,
  },
  { path: '/staff/units/', words: 'units', needs: 'units.read', county: true },
  { path: '/staff/contacts/', words: 'contacts', needs: 'contacts.import', county: true },
  { path: '/staff/buildings/', words: 'buildings', needs: 'buildings.import' },
  { path: '/staff/nets/', words: 'nets', needs: 'nets.import' },
  { path: '/staff/thesaurus/', words: 'thesaurus', needs: 'lists.settings' },
  { path: '/staff/divisions/', words: 'divisions', needs: 'divisions.import' },
];

/** What somebody with these permissions can do in their division, the most frequent first. */
export const tasksOf = (may: (permission: Permission) => boolean, division: string): Task[] =>
  tasks.filter(
    ({ needs, unless, county }) => may(needs) && !(unless && may(unless)) && !(county && division.length > 6),
  );
