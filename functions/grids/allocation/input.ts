import * as z from 'zod';
import { Refusal, refuse } from '../../http/refusal.ts';
import type { GridToServe, UnitToPlace } from './allocate.ts';

const text = z.string().min(1).max(100);
// fields that a register has besides are ignored
const Input = z.object({
  units: z.array(
    z.object({
      id: text,
      lng: z.number(),
      lat: z.number(),
      capacity: z.number(),
      fixed: text.nullish().transform((code) => code ?? undefined),
    }),
  ),
  grids: z.array(z.object({ code: text, lng: z.number(), lat: z.number(), households: z.number() })),
});

/** What a field's fault is called: the same names that `allocate` gives to numbers out of range. */
const named: Readonly<Record<string, string>> = {
  lng: 'position-invalid',
  lat: 'position-invalid',
  capacity: 'capacity-invalid',
  households: 'households-invalid',
};

/**
 * Reads the text of an allocation's input file.
 * @throws Refusal file-unreadable (no JSON, or NaN in it), position-invalid, capacity-invalid, households-invalid, input-invalid,
 *   each with the pointer of the first fault
 */
export function readInput(file: string): { units: UnitToPlace[]; grids: GridToServe[] } {
  const parsed = Input.safeParse(json(file));
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new Refusal(named[String(path.at(-1))] ?? 'input-invalid', ['#', ...path].map(String).join('/'), {
    reason: message,
  });
}

function json(file: string): unknown {
  try {
    return JSON.parse(file);
  } catch (fault) {
    return refuse('file-unreadable', '#', { reason: (fault as Error).message });
  }
}
