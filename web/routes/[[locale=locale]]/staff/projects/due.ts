import type { Project } from '../../../../../functions/lists/projects/contract.ts';

/** Sessions whose day has come and that nobody noted. */
export const toNote = ({ sessions, state }: Project, today: string): string[] =>
  state === 'established' || state === 'in-progress'
    ? sessions.filter((session) => session.state === 'planned' && session.day <= today).map(({ day }) => day)
    : [];

export type Due =
  | { readonly about: 'session'; readonly count: number; readonly day: string }
  | { readonly about: 'milestone'; readonly title: string; readonly day: string }
  | { readonly about: 'followUp' | 'ends'; readonly day: string }
  | { readonly about: 'answers'; readonly day: string };

/** What of a project is to be done next; the earliest first. */
export function dueOf(project: Project, today: string): Due[] {
  const { state, milestones, followUp, delivery, completion } = project;
  const due: Due[] = [];
  const sessions = toNote(project, today);
  if (sessions[0] !== undefined) due.push({ about: 'session', count: sessions.length, day: sessions[0] });
  if (state === 'established' || state === 'in-progress') {
    const next = milestones.find(({ doneOn }) => doneOn === undefined);
    if (next) due.push({ about: 'milestone', title: next.title, day: next.due });
    due.push({ about: 'ends', day: delivery.until });
  }
  if (state === 'done') due.push({ about: 'answers', day: completion?.on ?? today });
  if ((state === 'done' || state === 'closed') && followUp && followUp.doneOn === undefined)
    due.push({ about: 'followUp', day: followUp.due });
  return due.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
