import { numberOf, pairsOf } from './text.ts';
import { scan } from './words.ts';
import { standardText, type Thesaurus } from './thesaurus.ts';
import { shownOf, type Cue } from './wordings.ts';

/** What a text asks for (or offers), as the thesaurus reads it. */
export interface Needs {
  readonly text: string;
  /** concept -> evidence, 0..1 */
  readonly concepts: ReadonlyMap<number, number>;
  /** concept -> summed weight of its official and of its other wordings found */
  readonly cues: ReadonlyMap<number, { official: number; everyday: number }>;
  /** concept -> the wordings that spoke for it, strongest first */
  readonly wordings: ReadonlyMap<number, readonly string[]>;
  /** classes of `words` that the text mentions (老人, 孩子, 残疾 ...) */
  readonly classes: ReadonlySet<string>;
  readonly pairs: ReadonlySet<number>;
}

interface Spans {
  readonly at: number[];
  readonly end: number[];
}

/** Parts of one wording may stand this many characters apart. */
const reach = 22;

/** Reads a text: which concepts it speaks of and how surely. Any text is read, an empty one says nothing. */
export function readNeeds(thesaurus: Thesaurus, raw: string): Needs {
  const text = standardText(thesaurus, raw);
  const spans = spansOf(thesaurus, text);
  const found = cuesIn(thesaurus, spans);
  const evidence = new Map<number, number>();
  const wordings = new Map<number, string[]>();
  const cues = new Map<number, { official: number; everyday: number }>();
  const shownFirst = found.map((cue) => ({ cue, shown: shownOf(cue) }));
  for (const { cue, shown } of shownFirst.sort(
    (a, b) => b.cue.weight - a.cue.weight || b.shown.length - a.shown.length,
  )) {
    const before = wordings.get(cue.concept) ?? [];
    // a wording inside one already counted ("路灯" in "路灯…坏") adds little
    const share = before.some((other) => overlaps(other, shown)) ? 0.3 : 1;
    evidence.set(cue.concept, (evidence.get(cue.concept) ?? 0) + share * cue.weight);
    const sums = cues.get(cue.concept) ?? { official: 0, everyday: 0 };
    sums[cue.official ? 'official' : 'everyday'] += share * cue.weight;
    cues.set(cue.concept, sums);
    wordings.set(cue.concept, [...before, shown]);
  }
  const pairs = pairsOf(text);
  for (const [concept, share] of softly(thesaurus, pairs)) evidence.set(concept, (evidence.get(concept) ?? 0) + share);
  const concepts = new Map([...evidence].map(([concept, sum]) => [concept, 1 - Math.exp(-1.2 * sum)]));
  const classes = new Set([...thesaurus.classSlots].filter(([, slot]) => spans.has(slot)).map(([name]) => name));
  return { text, concepts, cues, wordings, classes, pairs };
}

function spansOf(thesaurus: Thesaurus, text: string): Map<number, Spans> {
  const spans = new Map<number, Spans>();
  const note = (slot: number, start: number, length: number) => {
    let span = spans.get(slot);
    if (!span) spans.set(slot, (span = { at: [], end: [] }));
    span.at.push(start);
    span.end.push(start + length);
  };
  scan(thesaurus.slots, text, (slots, start, length) => {
    for (const slot of slots) note(slot, start, length);
  });
  for (const match of text.matchAll(/(\d{1,3}|[一二两三四五六七八九十百]{1,4})(多|几|来)?(岁|个月)/g)) {
    const age = numberOf(match[1]!);
    if (age === undefined) continue;
    const months = match[3] === '个月';
    if (months && !/^(大|的|了)/.test(text.slice(match.index + match[0].length))) continue;
    const name = months || age <= 4 ? '婴儿' : age < 18 ? '孩子' : age >= 60 ? '老人' : undefined;
    const slot = name === undefined ? undefined : thesaurus.classSlots.get(name);
    if (slot !== undefined) note(slot, match.index, match[0].length);
  }
  return spans;
}

function cuesIn(thesaurus: Thesaurus, spans: ReadonlyMap<number, Spans>): Cue[] {
  const found: Cue[] = [];
  for (const [slot, anchor] of spans)
    for (const cue of thesaurus.cues[slot] ?? [])
      if (!cue.banned.some((banned) => spans.has(banned)) && stand(cue, slot, anchor, spans)) found.push(cue);
  return found;
}

/** Whether every part stands near some place of the anchor without overlapping it. */
function stand(cue: Cue, anchorSlot: number, anchor: Spans, spans: ReadonlyMap<number, Spans>): boolean {
  if (cue.slots.length === 1) return true;
  const others = cue.slots.filter((slot) => slot !== anchorSlot).map((slot) => spans.get(slot));
  if (others.some((other) => !other)) return false;
  return anchor.at.some((start, i) => {
    const end = anchor.end[i]!;
    return others.every((other) =>
      other!.at.some(
        (from, j) =>
          (from >= end ? from - end : start - other!.end[j]!) <= reach && (from >= end || other!.end[j]! <= start),
      ),
    );
  });
}

const overlaps = (a: string, b: string): boolean => {
  const parts = a.split('…');
  return b.split('…').some((part) => parts.some((other) => other.includes(part) || part.includes(other)));
};

/** Evidence by character pairs for wordings that nobody wrote down: the share of the text's pairs, weighed, that the concept's wordings hold. */
function softly(thesaurus: Thesaurus, pairs: ReadonlySet<number>): Map<number, number> {
  let total = 6;
  const sums = new Map<number, number>();
  for (const pair of pairs) {
    const weight = thesaurus.pairWeight.get(pair);
    if (weight === undefined) continue;
    total += weight;
    const spoken = thesaurus.pairs.get(pair)!;
    for (let i = 0; i < spoken.length; i += 2) {
      const share = (spoken[i + 1]! / (spoken[i + 1]! + 1)) * 1.5;
      sums.set(spoken[i]!, (sums.get(spoken[i]!) ?? 0) + weight * share);
    }
  }
  for (const [concept, sum] of sums) sums.set(concept, softShare * (sum / total) ** 1.5);
  return sums;
}

const softShare = 0.8;
