import type { County } from '../../grids/divisions/contract.ts';
import { refuse } from '../../http/refusal.ts';
import { nameOf } from './area.ts';
import type { ResourceDraft } from './contract.ts';

/**
 * Do the facts of a resource agree with each other and with the county?
 * @throws Refusal 'serves-elsewhere', 'hours-reversed', 'validity-reversed', 'venue-facts', 'room-twice'
 */
export function judgeFacts(draft: ResourceDraft, county: County): void {
  const foreign = draft.serves.findIndex((code) => nameOf(county, code) === undefined);
  if (foreign >= 0) refuse('serves-elsewhere', `#/serves/${foreign}`, { code: draft.serves[foreign]! });
  const reversed = (draft.hours ?? []).findIndex(({ from, until }) => from >= until);
  if (reversed >= 0) refuse('hours-reversed', `#/hours/${reversed}`);
  if (draft.validFrom && draft.validUntil && draft.validFrom > draft.validUntil)
    refuse('validity-reversed', '#/validUntil');
  if (draft.venue && draft.kind !== 'venue') refuse('venue-facts', '#/venue');
  const rooms = draft.venue?.rooms.map(({ id }) => id) ?? [];
  if (new Set(rooms).size < rooms.length) refuse('room-twice', '#/venue/rooms');
}
