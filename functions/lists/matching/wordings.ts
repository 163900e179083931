import type { ConceptData } from './thesaurus.ts';

/** A wording made ready for scanning: every part is a slot; weight 0..1. */
export interface Cue {
  readonly concept: number;
  readonly slots: readonly number[];
  readonly banned: readonly number[];
  readonly weight: number;
  readonly official: boolean;
  readonly parts: readonly string[];
}

const none: readonly string[] = [];

/** The wordings of one register of a concept, split into parts. */
export interface Wording {
  readonly concept: number;
  readonly parts: readonly string[];
  readonly banned: readonly string[];
  readonly official: boolean;
  readonly hint: boolean;
}

/** Every wording of the thesaurus, split into parts; `standard` unifies a word. The wordings of a concept come together. */
export const readWordings = (concepts: readonly ConceptData[], standard: (text: string) => string): Wording[] =>
  concepts.flatMap((concept, n) => wordingsOf(concept, n, standard));

/** The wordings as cues; `slot` numbers a word or class. */
export function cuesOf(wordings: readonly Wording[], slot: (part: string) => number): Cue[] {
  const spread = spreadOf(wordings);
  return wordings.map(({ concept, parts, banned, official, hint }) => ({
    concept,
    slots: parts.map(slot),
    banned: banned.map(slot),
    weight: weightOf(parts, hint, parts.length === 1 ? spread.get(parts[0]!)! : 1),
    official,
    parts,
  }));
}

/** A wording as a reader sees it. */
export const shownOf = ({ parts }: Cue): string => parts.join('…').replaceAll('@', '');

/** A word is rarer than a class, a long word rarer than a short one: the part at which a cue is looked up. */
export function anchorOf(cue: Cue, rarity: readonly number[]): number {
  return cue.slots.reduce((best, slot) => (rarity[slot]! > rarity[best]! ? slot : best));
}

function wordingsOf(concept: ConceptData, n: number, standard: (text: string) => string): Wording[] {
  const seen = new Set<string>();
  const wordings: Wording[] = [];
  const read = (part: string) => (part.startsWith('@') ? part : standard(part));
  const add = (written: string, official: boolean, hint: boolean) => {
    const [wanted = '', ...unwanted] = written.includes('-') ? written.split('-') : [written];
    const parts = wanted.includes('+') ? wanted.split('+').filter(Boolean).map(read) : [read(wanted)].filter(Boolean);
    if (!parts.length || seen.has(written)) return;
    seen.add(written);
    wordings.push({
      concept: n,
      parts,
      banned: unwanted.length ? unwanted.filter(Boolean).map(read) : none,
      official,
      hint,
    });
  };
  for (const wording of concept.official) add(wording, true, false);
  for (const wording of [...concept.everyday, ...concept.dialect]) add(wording, false, false);
  for (const wording of concept.hints) add(wording, false, true);
  return wordings;
}

/** word -> in how many concepts it stands; the wordings of a concept come together, so the last concept seen is enough to count each once */
function spreadOf(wordings: readonly Wording[]): Map<string, number> {
  const last = new Map<string, number>();
  const spread = new Map<string, number>();
  for (const { concept, parts } of wordings)
    for (const part of parts) {
      if (last.get(part) === concept) continue;
      last.set(part, concept);
      spread.set(part, (spread.get(part) ?? 0) + 1);
    }
  return spread;
}

/** The longer a wording, the surer; a class says less than a word, and a word of many concepts less than a word of one. */
function weightOf(parts: readonly string[], hint: boolean, spread: number): number {
  const length = parts.reduce((sum, part) => sum + (part.startsWith('@') ? 1 : part.length), 0);
  if (hint) {
    const known = parts[0]!.startsWith('@') ? 0.3 : length === 1 ? 0.5 : 1;
    return 0.36 * known * Math.max(0.1, 1 - Math.log(spread) / Math.log(25));
  }
  const sure = length >= 4 ? 1 : length === 3 ? 0.9 : length === 2 ? 0.75 : 0.4;
  return sure * Math.max(0.5, 1 - Math.log(spread) / Math.log(60));
}
