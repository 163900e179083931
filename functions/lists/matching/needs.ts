import { numberOf, pairsOf } from './text.ts';
import { scan } from './words.ts';
import { pairNumber, pairWeight } from './soft.ts';
import { shownWord, standardText, type Thesaurus, type Vocabulary } from './thesaurus.ts';
import type { Cues } from './wordings.ts';

/** What a text asks for (or offers), as the thesaurus reads it. */
export interface Needs extends Reading {
  /** concept -> evidence, 0..1 */
  readonly concepts: ReadonlyMap<number, number>;
  readonly pairs: ReadonlySet<number>;
}

/** The wordings that a text holds. */
export interface Reading {
  readonly text: string;
  readonly cues: ReadonlyMap<number, Said>;
  /** classes of `words` that the text mentions (老人, 孩子, 残疾 ...) */
  readonly classes: ReadonlySet<string>;
}

/** What was found of one concept. */
export interface Said {
  /** summed weight of its official and of its other wordings found */
  official: number;
  everyday: number;
  sum: number;
  /** the wordings that spoke for it, strongest first, as rows of the thesaurus's cues */
  readonly rows: number[];
  /** their distinct parts, as words with how a reader sees them */
  readonly parts: Map<number, string>;
}

interface Spans {
  readonly at: number[];
  readonly end: number[];
}

/** Parts of one wording may stand this many characters apart. */
const reach = 22;

/** Reads a text: which concepts it speaks of and how surely. Any text is read, an empty one says nothing. */
export function readNeeds(thesaurus: Thesaurus, raw: string): Needs {
  const reading = readWordings(thesaurus, raw);
  const pairs = pairsOf(reading.text);
  const concepts = new Map<number, number>();
  for (const [concept, { sum }] of reading.cues) concepts.set(concept, sum);
  for (const [concept, share] of softly(thesaurus, pairs)) concepts.set(concept, (concepts.get(concept) ?? 0) + share);
  for (const [concept, sum] of concepts) concepts.set(concept, 1 - Math.exp(-1.2 * sum));
  return { ...reading, concepts, pairs };
}

/** Reads the wordings alone, without the soft knowledge of what nobody wrote down. */
export function readWordings(vocabulary: Vocabulary, raw: string): Reading {
  const text = standardText(vocabulary, raw);
  const spans = spansOf(vocabulary, text);
  const { concept: conceptOf, weight, weights, register, parts, from } = vocabulary.cues;
  const cues = new Map<number, Said>();
  for (const row of strongestFirst(vocabulary, cuesIn(vocabulary, spans))) {
    let said = cues.get(conceptOf[row]!);
    if (!said)
      cues.set(
        conceptOf[row]!,
        (said = { official: 0, everyday: 0, sum: 0, rows: [], parts: new Map<number, string>() }),
      );
    // a wording inside one already counted ("路灯" in "路灯…坏") adds little
    const worth = (overlaps(vocabulary, row, said.parts) ? 0.3 : 1) * weights[weight[row]!]!;
    said.sum += worth;
    said[register[row] === 0 ? 'official' : 'everyday'] += worth;
    said.rows.push(row);
    for (let i = from[row]!; i < from[row + 1]!; i++) said.parts.set(parts[i]!, shownWord(vocabulary, parts[i]!));
  }
  const classes = new Set<string>();
  for (const [name, word] of vocabulary.classes) if (spans.has(word)) classes.add(name);
  return { text, cues, classes };
}

function strongestFirst(vocabulary: Vocabulary, rows: readonly number[]): number[] {
  const { weight, weights, parts, from, length } = vocabulary.cues;
  const shown = (row: number) => {
    let sum = 0;
    for (let i = from[row]!; i < from[row + 1]!; i++)
      sum += 1 + (length[parts[i]!]! || shownWord(vocabulary, parts[i]!).length);
    return sum;
  };
  return rows
    .map((row) => ({ row, weight: weights[weight[row]!]!, length: shown(row) }))
    .sort((a, b) => b.weight - a.weight || b.length - a.length)
    .map(({ row }) => row);
}

function overlaps(vocabulary: Vocabulary, row: number, before: ReadonlyMap<number, string>): boolean {
  if (!before.size) return false;
  const { parts, from } = vocabulary.cues;
  for (let i = from[row]!; i < from[row + 1]!; i++) if (before.has(parts[i]!)) return true;
  for (let i = from[row]!; i < from[row + 1]!; i++) {
    const part = shownWord(vocabulary, parts[i]!);
    for (const other of before.values()) if (other.includes(part) || part.includes(other)) return true;
  }
  return false;
}

function spansOf(vocabulary: Vocabulary, text: string): Map<number, Spans> {
  const spans = new Map<number, Spans>();
  const note = (word: number, start: number, length: number) => {
    let span = spans.get(word);
    if (!span) spans.set(word, (span = { at: [], end: [] }));
    span.at.push(start);
    span.end.push(start + length);
  };
  scan(vocabulary.words, text, (word, start, length) => {
    note(word, start, length);
    for (const own of vocabulary.classesOf.get(word) ?? []) note(own, start, length);
  });
  for (const match of text.matchAll(/(\d{1,3}|[一二两三四五六七八九十百]{1,4})(多|几|来)?(岁|个月)/g)) {
    const age = numberOf(match[1]!);
    if (age === undefined) continue;
    const months = match[3] === '个月';
    if (months && !/^(大|的|了)/.test(text.slice(match.index + match[0].length))) continue;
    const name = months || age <= 4 ? '婴儿' : age < 18 ? '孩子' : age >= 60 ? '老人' : undefined;
    const word = name === undefined ? undefined : vocabulary.classes.get(name);
    if (word !== undefined) note(word, match.index, match[0].length);
  }
  return spans;
}

/** Rows of the thesaurus's cues that the text holds. */
function cuesIn({ cues }: Vocabulary, spans: ReadonlyMap<number, Spans>): number[] {
  const { anchored, anchoredFrom } = cues;
  const found: number[] = [];
  for (const [word, anchor] of spans)
    for (let i = anchoredFrom[word]!; i < anchoredFrom[word + 1]!; i++) {
      const row = anchored[i]!;
      if (stand(cues, row, word, anchor, spans) && !forbidden(cues, row, spans)) found.push(row);
    }
  return found;
}

const forbidden = ({ banned }: Cues, row: number, spans: ReadonlyMap<number, Spans>): boolean =>
  banned.get(row)?.some((word) => spans.has(word)) ?? false;

/** Whether every part stands near some place of the anchor without overlapping it. */
function stand(
  { parts, from }: Cues,
  row: number,
  anchorWord: number,
  anchor: Spans,
  spans: ReadonlyMap<number, Spans>,
): boolean {
  if (from[row + 1]! - from[row]! === 1) return true;
  const others: Spans[] = [];
  for (let i = from[row]!; i < from[row + 1]!; i++) {
    if (parts[i] === anchorWord) continue;
    const other = spans.get(parts[i]!);
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

/** Evidence by character pairs for wordings that nobody wrote down: the share of the text's pairs, weighed, that the concept's wordings hold. */
function softly({ soft, concepts }: Thesaurus, pairs: ReadonlySet<number>): [concept: number, share: number][] {
  let total = 6;
  const sums = new Float64Array(concepts.length);
  const met: number[] = [];
  for (const pair of pairs) {
    const known = pairNumber(soft, pair);
    if (known < 0) continue;
    const weight = pairWeight(soft, known);
    total += weight;
    for (let i = soft.start[known]!; i < soft.start[known + 1]!; i++) {
      const concept = soft.concept[i]!;
      if (sums[concept] === 0) met.push(concept);
      sums[concept]! += weight * ((soft.times[i]! / (soft.times[i]! + 1)) * 1.5);
    }
  }
  return met.map((concept) => [concept, softShare * (sums[concept]! / total) ** 1.5]);
}

const softShare = 0.8;
