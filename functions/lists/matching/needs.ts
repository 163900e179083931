import { numberOf, pairsOf } from './text.ts';
import { scan } from './words.ts';
import { standardText, type Thesaurus } from './thesaurus.ts';
import { shownOf, type Cues } from './wordings.ts';

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
  const { concept: conceptOf, weight: weightOf, official } = thesaurus.cues;
  const shownFirst = found.map((row) => ({ row, shown: shownOf(thesaurus.cues, row, thesaurus.words) }));
  for (const { row, shown } of shownFirst.sort(
    (a, b) => weightOf[b.row]! - weightOf[a.row]! || b.shown.length - a.shown.length,
  )) {
    const concept = conceptOf[row]!;
    const before = wordings.get(concept) ?? [];
    // a wording inside one already counted ("路灯" in "路灯…坏") adds little
    const weight = (before.some((other) => overlaps(other, shown)) ? 0.3 : 1) * weightOf[row]!;
    evidence.set(concept, (evidence.get(concept) ?? 0) + weight);
    const sums = cues.get(concept) ?? { official: 0, everyday: 0 };
    sums[official[row] ? 'official' : 'everyday'] += weight;
    cues.set(concept, sums);
    wordings.set(concept, [...before, shown]);
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
  scan(thesaurus.slots, text, (slot, start, length) => {
    note(slot, start, length);
    for (const own of thesaurus.classesOf[slot] ?? []) note(own, start, length);
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

/** Rows of the thesaurus's cues that the text holds. */
function cuesIn({ cues, anchored }: Thesaurus, spans: ReadonlyMap<number, Spans>): number[] {
  const found: number[] = [];
  for (const [slot, anchor] of spans)
    for (const row of anchored[slot] ?? [])
      if (!forbidden(cues, row, spans) && stand(cues, row, slot, anchor, spans)) found.push(row);
  return found;
}

function forbidden({ banned, bannedFrom }: Cues, row: number, spans: ReadonlyMap<number, Spans>): boolean {
  for (let i = bannedFrom[row]!; i < bannedFrom[row + 1]!; i++) if (spans.has(banned[i]!)) return true;
  return false;
}

/** Whether every part stands near some place of the anchor without overlapping it. */
function stand(
  { slots, from }: Cues,
  row: number,
  anchorSlot: number,
  anchor: Spans,
  spans: ReadonlyMap<number, Spans>,
): boolean {
  if (from[row + 1]! - from[row]! === 1) return true;
  const others: Spans[] = [];
  for (let i = from[row]!; i < from[row + 1]!; i++) {
    if (slots[i] === anchorSlot) continue;
    const other = spans.get(slots[i]!);
    if (!other) return false;
    others.push(other);
  }
  return anchor.at.some((start, i) => {
    const end = anchor.end[i]!;
    return others.every((other) =>
      other.at.some(
        (at, j) => (at >= end ? at - end : start - other.end[j]!) <= reach && (at >= end || other.end[j]! <= start),
      ),
    );
  });
}

const overlaps = (a: string, b: string): boolean => {
  const parts = a.split('…');
  return b.split('…').some((part) => parts.some((other) => other.includes(part) || part.includes(other)));
};

/** Evidence by character pairs for wordings that nobody wrote down: the share of the text's pairs, weighed, that the concept's wordings hold. */
function softly({ soft }: Thesaurus, pairs: ReadonlySet<number>): Map<number, number> {
  let total = 6;
  const sums = new Map<number, number>();
  for (const pair of pairs) {
    const known = soft.at.get(pair);
    if (known === undefined) continue;
    const weight = soft.weight[known]!;
    total += weight;
    for (let i = soft.start[known]!; i < soft.start[known + 1]!; i++) {
      const share = (soft.times[i]! / (soft.times[i]! + 1)) * 1.5;
      const concept = soft.concept[i]!;
      sums.set(concept, (sums.get(concept) ?? 0) + weight * share);
    }
  }
  for (const [concept, sum] of sums) sums.set(concept, softShare * (sum / total) ** 1.5);
  return sums;
}

const softShare = 0.8;
