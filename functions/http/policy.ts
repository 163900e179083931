/**
 * Who may do what: roles x division prefix, default deny. The table is the policy; `permits` is the only judge.
 */
export const roles = [
  'county-officer',
  'subdistrict-officer',
  'community-secretary',
  'unit-liaison',
  'residence-committee',
  'fund-committee',
  'auditor',
  'system',
] as const;
export type Role = (typeof roles)[number];

const staff = ['county-officer', 'subdistrict-officer', 'community-secretary'] as const;

export const policy = {
  'me.read': roles,
  'clients.read': ['county-officer', 'auditor'],
  'clients.manage': ['county-officer'],
  'events.read': ['county-officer', 'auditor', 'system'],
  'webhooks.manage': ['county-officer', 'system'],
  'imports.manage': ['county-officer', 'system'],
  'divisions.read': roles,
  'divisions.import': ['county-officer'],
  'buildings.read': [...staff, 'auditor', 'system'],
  'buildings.import': [...staff, 'system'],
  'plans.read': [...staff, 'auditor', 'system'],
  'plans.make': staff,
  'plans.publish': ['county-officer', 'subdistrict-officer'],
  'units.read': [...staff, 'auditor', 'system'],
  'units.import': ['county-officer', 'system'],
  'allocations.read': [...staff, 'auditor', 'system'],
  'allocations.make': ['county-officer'],
  'allocations.publish': ['county-officer'],
  'nets.import': ['county-officer', 'system'],
  'nets.read': [...staff, 'auditor', 'system'],
  'contacts.import': ['county-officer', 'system'],
  'responsible.read': roles,
  'meetings.read': [...staff, 'auditor', 'system'],
  'meetings.run': staff,
  'tasks.read': [...staff, 'unit-liaison', 'auditor', 'system'],
  'tasks.own': ['unit-liaison'],
  'tasks.report': ['unit-liaison', ...staff],
  'tasks.judge': staff,
  'compounds.read': [...staff, 'unit-liaison', 'residence-committee', 'fund-committee', 'auditor', 'system'],
  'compounds.record': staff,
  'compounds.consent': [...staff, 'unit-liaison'],
  'lists.read': roles,
  'lists.settings': ['county-officer'],
  'resources.read': [...staff, 'unit-liaison', 'residence-committee', 'auditor', 'system'],
  'resources.offer': [...staff, 'unit-liaison', 'system'],
  'resources.verify': [...staff, 'system'],
  'bookings.decide': staff,
  'surveys.run': staff,
  'matches.read': [...staff, 'unit-liaison', 'auditor', 'system'],
  'matches.decide': [...staff, 'unit-liaison'],
  'projects.read': [...staff, 'unit-liaison', 'residence-committee', 'auditor', 'system'],
  'projects.lead': [...staff, 'unit-liaison'],
  'demands.record': [...staff, 'system'],
  'demands.read': [...staff, 'unit-liaison', 'auditor', 'system'],
  'demands.step': [...staff, 'unit-liaison', 'system'],
  'demands.contact': [...staff, 'unit-liaison'],
  'funds.read': roles,
  'funds.make': ['county-officer'],
  'ledger.read': [...staff, 'fund-committee', 'auditor', 'system'],
  'ledger.write': ['county-officer', 'subdistrict-officer', 'fund-committee'],
  // A system records what came in at the bank; that it counts is for people.
  'contributions.import': ['county-officer', 'system'],
  'findings.mark': ['auditor'],
  'findings.step': ['county-officer', 'subdistrict-officer', 'fund-committee', 'auditor'],
  'applications.read': [...staff, 'residence-committee', 'fund-committee', 'auditor', 'system'],
  'applications.make': ['residence-committee'],
  'applications.step': [
    'subdistrict-officer',
    'community-secretary',
    'residence-committee',
    'fund-committee',
    'auditor',
    'system',
  ],
  'reviews.vote': ['fund-committee'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof policy;

/** Who calls: built from a verified token's claims, never from the request. */
export interface Caller {
  /** The token's subject; a machine client's id. */
  readonly id: string;
  readonly client: string;
  readonly roles: readonly Role[];
  /** A division code; the caller acts on every division below it. */
  readonly division: string;
  readonly unit?: string;
  readonly fund?: string;
  readonly scopes: readonly string[];
}

/**
 * May this caller use this permission on this division?
 * @param division the division acted on; undefined where a route concerns none (then the role alone decides)
 */
export function permits(caller: Caller, permission: Permission, division: string | undefined): boolean {
  const allowed: readonly Role[] = policy[permission];
  if (!caller.roles.some((role) => allowed.includes(role))) return false;
  if (division === undefined) return true;
  return caller.division.length >= 2 && division.startsWith(caller.division);
}

/**
 * The division a route acts on, by the names of its path parameters: a grid code begins with its community's, a meeting's id
 * with the division that called it, and a fund's id holds its division's digits.
 */
export function divisionOf(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const code = params?.['division'] ?? params?.['community'] ?? params?.['grid'];
  if (typeof code === 'string') return code;
  const meeting = params?.['meeting'];
  if (typeof meeting === 'string') return meeting.split('-')[0];
  const fund = params?.['fund'];
  return typeof fund === 'string' ? fund.replace(/\D/g, '') : undefined;
}

/** The OAuth scope of a route: the pillar and the verb. */
export const scopeOf = (pillar: string, method: string): string => `${pillar}.${method === 'GET' ? 'read' : 'write'}`;
