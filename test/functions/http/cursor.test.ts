import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursors } from '../../../functions/http/cursor.ts';
import { Refusal } from '../../../functions/http/refusal.ts';

test('a cursor opens to the position that it was sealed with', () => {
  fc.assert(
    fc.property(fc.string(), (position) => {
      const cursor = cursors('secret', 'plans?limit=2');
      expect(cursor.open(cursor.seal(position))).toBe(position);
    }),
  );
});

test('case 27: a cursor that was changed, or belongs to another list, filter or secret, is refused', () => {
  const sealed = cursors('secret', 'plans of A').seal('01J')!;
  const refused = (open: () => unknown) => expect(open).toThrow(new Refusal('cursor-invalid'));
  refused(() => cursors('secret', 'plans of B').open(sealed));
  refused(() => cursors('other', 'plans of A').open(sealed));
  for (let at = 0; at < sealed.length - 1; at++) {
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    refused(() => cursors('secret', 'plans of A').open(changed));
  }
  refused(() => cursors('secret', 'plans of A').open(''));
});
