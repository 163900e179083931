import { addDays } from '../../calendar/day.ts';
import { refuse } from '../../http/refusal.ts';
import { isoWeekday } from '../resources/period.ts';
import type { Project, Session } from './contract.ts';

/** Sessions that one project plans: a class on every working day of half a year. */
const MOST_SESSIONS = 130;

/**
 * The sessions of a recurring service, in the order of days.
 * @param days 1 Monday to 7 Sunday
 * @throws Refusal 'too-many-sessions'
 */
export function sessionsOf(days: readonly number[], from: string, until: string): Session[] {
  const sessions: Session[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    if (!days.includes(isoWeekday(day))) continue;
    if (sessions.length === MOST_SESSIONS) refuse('too-many-sessions', '#/recurring/days', { limit: MOST_SESSIONS });
    sessions.push({ day, state: 'planned' });
  }
  return sessions;
}

/**
 * The project with a session held or called off.
 * @throws Refusal 'project-over', 'no-such-session', 'session-ahead'
 */
export function held(
  project: Project,
  day: string,
  { state, attendance }: { readonly state: 'held' | 'cancelled'; readonly attendance?: number | undefined },
  today: string,
): Project {
  if (project.state !== 'in-progress' && project.state !== 'established') refuse('project-over');
  if (!project.sessions.some((session) => session.day === day)) refuse('no-such-session');
  if (state === 'held' && day > today) refuse('session-ahead', '#/state');
  const count = state === 'held' && attendance !== undefined ? { attendance } : {};
  return {
    ...project,
    sessions: project.sessions.map((session) => (session.day === day ? { day, state, ...count } : session)),
    version: project.version + 1,
  };
}

/** Sessions held and heads counted. */
export const attended = (sessions: readonly Session[]) => ({
  held: sessions.filter(({ state }) => state === 'held').length,
  heads: sessions.reduce((sum, { attendance = 0 }) => sum + attendance, 0),
});
