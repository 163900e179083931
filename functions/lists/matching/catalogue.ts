import { readWordings, type Reading } from './needs.ts';
import { pairsOf } from './text.ts';
import { elsewhere, type Thesaurus } from './thesaurus.ts';

/** A resource as the matcher needs it; days are YYYY-MM-DD. */
export interface Resource {
  readonly id: string;
  readonly title: string;
  readonly unit?: string | undefined;
  readonly description?: string | undefined;
  readonly category?: string | undefined;
  readonly audience?: string | undefined;
  readonly kind?: string | undefined;
  readonly capacityPerMonth?: number | undefined;
  /** what is left in the period asked for; when absent, the capacity of a month */
  readonly capacityLeft?: number | undefined;
  /** communities served; absent or empty: all */
  readonly communities?: readonly string[] | undefined;
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
}

/** A resource read once, so that every demand is answered from the index. */
export interface Entry {
  readonly resource: Resource;
  /** concept -> how surely the resource serves it, 0..1 */
  readonly links: ReadonlyMap<number, number>;
  /** groups of people it is kept for; empty: anyone */
  readonly groups: ReadonlySet<string>;
  /** communities it is kept for; empty: all */
  readonly communities: ReadonlySet<string>;
}

export interface Postings {
  readonly at: Int32Array;
  readonly weight: Float64Array;
}

export interface Catalogue {
  readonly thesaurus: Thesaurus;
  readonly entries: readonly Entry[];
  /** the entries in columns, as scores need them */
  readonly columns: Columns;
  /** resource id -> place in `entries` */
  readonly place: ReadonlyMap<string, number>;
  /** concept -> entries that serve it */
  readonly byConcept: ReadonlyMap<number, Postings>;
  /** character pair -> entries whose text holds it, weighed by field; common pairs tell nothing and are left out */
  readonly byPair: ReadonlyMap<number, Postings>;
  /** character pair -> rarity among the resources */
  readonly rarity: ReadonlyMap<number, number>;
}

export interface Columns {
  /** categories of resources; an entry's is a place in them */
  readonly categories: readonly string[];
  readonly category: Uint16Array;
  /** entry -> the groups it is kept for, a bit each; 0: anyone */
  readonly kept: Uint8Array;
  /** entry -> its place among all in the order of their ids */
  readonly order: Int32Array;
}

/** A field's weight when it is worded officially; everyday wordings count a third. */
const fields = { title: 1, description: 0.85, unit: 0.4, audience: 0.35 } as const;

/** Groups that a resource may be kept for; other classes of the thesaurus are no people. */
export const groupsOfPeople = ['老人', '孩子', '婴儿', '残疾'] as const;

/** A group's bit in `Columns.kept`. */
export const bitOf = (groups: ReadonlySet<string>): number =>
  groupsOfPeople.reduce((bits, group, n) => bits | (groups.has(group) ? 1 << n : 0), 0);

/** Reads every resource once: concepts it serves, people and communities it is kept for, wording. About 150 microseconds a resource. */
export function buildCatalogue(thesaurus: Thesaurus, resources: readonly Resource[]): Catalogue {
  const byConcept = new Map<number, Posted>();
  const byPair = new Map<number, Posted>();
  const readFields = fieldReader(thesaurus);
  const entries = resources.map((resource, n) => {
    const read = readFields(resource);
    const links = linksOf(thesaurus, read);
    for (const [concept, link] of links) post(byConcept, concept, n, link);
    for (const [pair, weight] of pairWeights(read)) post(byPair, pair, n, weight);
    return { resource, links, groups: groupsOf(read.audience), communities: communitiesOf(resource) };
  });
  const rarity = new Map<number, number>();
  for (const [pair, { at }] of byPair)
    rarity.set(pair, Math.log(1 + (entries.length - at.length + 0.5) / (at.length + 0.5)));
  const place = new Map(resources.map(({ id }, n) => [id, n]));
  return {
    ...{ thesaurus, entries, place, rarity },
    columns: columnsOf(entries),
    byConcept: settled(byConcept, () => true),
    byPair: settled(byPair, (pair) => rarity.get(pair)! >= tellingRarity),
  };
}

/** Pairs commoner than this among the resources speak for none of them. */
const tellingRarity = 1.2;

interface Posted {
  readonly at: number[];
  readonly weight: number[];
}

const settled = (posted: ReadonlyMap<number, Posted>, kept: (key: number) => boolean): Map<number, Postings> =>
  new Map(
    [...posted]
      .filter(([key]) => kept(key))
      .map(([key, { at, weight }]) => [key, { at: Int32Array.from(at), weight: Float64Array.from(weight) }]),
  );

function columnsOf(entries: readonly Entry[]): Columns {
  const categories = [...new Set(entries.map(({ resource: { category = '' } }) => category))];
  const place = new Map(categories.map((category, n) => [category, n]));
  const order = new Int32Array(entries.length);
  const ids = entries.map(({ resource: { id } }, n) => ({ id, n }));
  ids.sort((a, b) => (a.id < b.id ? -1 : 1)).forEach(({ n }, nth) => (order[n] = nth));
  return {
    ...{ categories, order },
    category: Uint16Array.from(entries, ({ resource: { category = '' } }) => place.get(category)!),
    kept: Uint8Array.from(entries, ({ groups }) => bitOf(groups)),
  };
}

interface FieldRead extends Reading {
  readonly pairs: ReadonlySet<number>;
}
type Read = Readonly<Record<keyof typeof fields, FieldRead>>;

/** Reads the fields of a resource; units and audiences recur, and what was read is read once. */
function fieldReader(thesaurus: Thesaurus): (resource: Resource) => Read {
  const known = new Map<string, FieldRead>();
  const read = (raw = ''): FieldRead => {
    const before = known.get(raw);
    if (before) return before;
    const reading = readWordings(thesaurus, raw);
    const own = { ...reading, pairs: pairsOf(reading.text) };
    known.set(raw, own);
    return own;
  };
  return ({ title, description, unit, audience }) => ({
    title: read(title),
    description: read(description),
    unit: read(unit),
    audience: read(audience),
  });
}

function linksOf(thesaurus: Thesaurus, read: Read): Map<number, number> {
  const sums = new Map<number, number>();
  for (const field of Object.keys(fields) as (keyof typeof fields)[])
    for (const [concept, { official, everyday }] of read[field].cues) {
      if (thesaurus.concepts[concept]!.category === elsewhere) continue;
      sums.set(
        concept,
        (sums.get(concept) ?? 0) + fields[field] * (official + (field === 'unit' ? 0 : 0.3 * Math.min(everyday, 1))),
      );
    }
  return new Map([...sums].map(([concept, sum]) => [concept, 1 - Math.exp(-1.6 * sum)]));
}

function pairWeights(read: Read): Map<number, number> {
  const weights = new Map<number, number>();
  for (const field of Object.keys(fields) as (keyof typeof fields)[])
    for (const pair of read[field].pairs) weights.set(pair, Math.max(weights.get(pair) ?? 0, fields[field]));
  return weights;
}

function post(postings: Map<number, Posted>, key: number, entry: number, weight: number): void {
  const known = postings.get(key);
  if (known) {
    known.at.push(entry);
    known.weight.push(weight);
  } else postings.set(key, { at: [entry], weight: [weight] });
}

function groupsOf(audience: Reading): Set<string> {
  if (/居民|家长|家属|消费者|商户/.test(audience.text)) return new Set();
  return new Set(groupsOfPeople.filter((group) => audience.classes.has(group)));
}

/** Communities named by the resource, or "限本社区" with the community in the unit's name. */
function communitiesOf({ communities, unit = '', description = '', title }: Resource): Set<string> {
  if (communities?.length) return new Set(communities);
  if (!/(限|仅限|只限|面向)(本)?社区|限本(社区|小区)/.test(`${title}${description}`)) return new Set();
  const own = /([\p{Script=Han}]{2,6}社区)/u.exec(unit)?.[1];
  return new Set(own ? [own] : []);
}
