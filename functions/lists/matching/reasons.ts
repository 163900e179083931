import { categories, categoryNames } from '../demands/names.ts';
import { groupsOfPeople, type Catalogue, type Entry } from './catalogue.ts';
import type { Needs } from './needs.ts';
import { shownOf } from './thesaurus.ts';
import type { Demand, Experience, Reason } from './rank.ts';

/** What is known of a demand when its offers are explained. */
export interface Asked {
  readonly demand: Demand;
  readonly needs: Needs;
  /** concept -> evidence, with the needs that are answered alongside */
  readonly concepts: ReadonlyMap<number, number>;
  readonly experience: Experience;
}

type About = Reason['about'];
type Sentences = readonly [zh: string, en: string];

const people: Readonly<Record<(typeof groupsOfPeople)[number], Sentences>> = {
  老人: ['老人', 'older people'],
  孩子: ['孩子', 'children'],
  婴儿: ['婴儿', 'infants'],
  残疾: ['残疾人', 'people with disabilities'],
};

const say = (about: About, speaksFor: boolean, [detail, english]: Sentences): Reason => ({
  ...{ about, for: speaksFor },
  detail,
  english,
});

/** Needs of the demand that a resource serves, the strongest first; the two strongest are named. */
const tiesOf = ({ links }: Entry, { concepts }: Asked): number[] =>
  [...concepts]
    .map(([concept, evidence]) => ({ concept, tie: evidence * (links.get(concept) ?? 0) }))
    .filter(({ tie }) => tie > 0.1)
    .sort((a, b) => b.tie - a.tie)
    .slice(0, 2)
    .map(({ concept }) => concept);

/**
 * Why a resource is offered for a demand, or refused: a plain sentence on wording, category, audience, area, capacity and period each, in
 * Chinese and English. What refuses it comes first.
 */
export function reasonsFor(catalogue: Catalogue, entry: Entry, asked: Asked): Reason[] {
  const ties = tiesOf(entry, asked);
  const rest = [
    ...wordingOf(catalogue, ties, asked),
    ...experienceOf(catalogue, entry, ties, asked),
    ...categoryOf(catalogue, entry, ties),
    audienceOf(entry, asked),
  ];
  const conditions = conditionsOf(entry, asked.demand);
  return [...conditions.filter((one) => !one.for), ...rest, ...conditions.filter((one) => one.for)];
}

/** What forbids an offer however well it fits. */
export const forbids = (entry: Entry, demand: Demand): boolean =>
  isAway(entry, demand) || isTaken(entry) || isEarly(entry, demand) || isOver(entry, demand);

const isAway = ({ communities }: Entry, { community }: Demand): boolean =>
  communities.size > 0 && !!community && !communities.has(community);
const leftIn = ({ resource: { capacityLeft, capacityPerMonth } }: Entry) => capacityLeft ?? capacityPerMonth;
const isTaken = (entry: Entry): boolean => (leftIn(entry) ?? 1) <= 0;
const isEarly = ({ resource: { validFrom } }: Entry, { day }: Demand): boolean =>
  !!day && !!validFrom && day < validFrom;
const isOver = ({ resource: { validUntil } }: Entry, { day }: Demand): boolean =>
  !!day && !!validUntil && day > validUntil;

/** Area, capacity and period: what forbids speaks against. */
const conditionsOf = (entry: Entry, demand: Demand): Reason[] => [
  areaOf(entry, demand),
  capacityOf(entry),
  periodOf(entry, demand),
];

function wordingOf({ thesaurus }: Catalogue, ties: readonly number[], { needs }: Asked): Reason[] {
  if (!ties.length)
    return [
      say('wording', false, [
        '诉求与这项资源只有零星字词相同，看不出是同一种需要。',
        'The demand and this resource share a few words only; no common need is recognised.',
      ]),
    ];
  return ties.map((concept) => {
    const { name } = thesaurus.concepts[concept]!;
    const words = needs.cues
      .get(concept)
      ?.rows.map((row) => shownOf(thesaurus, row))
      .filter((wording) => isSaid(wording, needs))
      .slice(0, 3);
    return say(
      'wording',
      true,
      words?.length
        ? [
            `诉求说到“${words.join('”“')}”，是“${name}”方面的需要，这项资源能提供。`,
            `The demand says “${words.join('”, “')}”: a need for “${name}”, which this resource serves.`,
          ]
        : [
            `诉求的意思接近“${name}”，这项资源能提供。`,
            `The demand comes close to the need “${name}”, which this resource serves.`,
          ],
    );
  });
}

/** A class (`@老人`) stands for its words and is not itself what the demand says; a single character says nothing to a reader. */
const isSaid = (wording: string, { text }: Needs): boolean =>
  wording.length > 1 && wording.split('…').every((part) => text.includes(part));

function experienceOf(
  { thesaurus }: Catalogue,
  { resource }: Entry,
  ties: readonly number[],
  { experience }: Asked,
): Reason[] {
  const factors = ties.map((concept) => experience.get(thesaurus.concepts[concept]!.id)?.get(resource.id) ?? 1);
  const most = Math.max(1, ...factors);
  const least = Math.min(1, ...factors);
  if (most - 1 < noticed && 1 - least < noticed) return [];
  return [
    most - 1 >= 1 - least
      ? say('experience', true, [
          '以前遇到这类诉求时，工作人员确认过这项资源合适。',
          'Staff confirmed this resource for demands of this kind before.',
        ])
      : say('experience', false, [
          '以前遇到这类诉求时，工作人员认为这项资源不合适。',
          'Staff turned this resource down for demands of this kind before.',
        ]),
  ];
}

/** A tie's factor moves this much before the experience is told. */
const noticed = 0.1;

const english = (category: string): string =>
  Object.hasOwn(categoryNames, category) ? categories[categoryNames[category]!].en : category;

function categoryOf({ thesaurus }: Catalogue, { resource: { category } }: Entry, ties: readonly number[]): Reason[] {
  if (!category) return [];
  const asked = [...new Set(ties.map((concept) => thesaurus.concepts[concept]!.category))];
  if (asked.includes(category))
    return [
      say('category', true, [
        `诉求和这项资源同属“${category}”一类。`,
        `The demand and this resource are of one category, ${english(category)}.`,
      ]),
    ];
  return [
    say(
      'category',
      false,
      asked.length
        ? [
            `这项资源归在“${category}”，诉求更像“${asked.join('”或“')}”一类。`,
            `This resource is listed under ${english(category)}; the demand rather belongs to ${asked.map(english).join(' or ')}.`,
          ]
        : [
            `这项资源归在“${category}”，诉求属于哪一类没有认出来。`,
            `This resource is listed under ${english(category)}; the demand's own category is not recognised.`,
          ],
    ),
  ];
}

function audienceOf({ groups, resource: { audience } }: Entry, { needs }: Asked): Reason {
  if (!audience)
    return say('audience', true, ['这项资源没有限定服务对象。', 'This resource is not kept for anyone in particular.']);
  const [own, named] = [`服务对象是“${audience}”`, groupsOfPeople.filter((group) => needs.classes.has(group))];
  const opening = `It is for “${audience}”`;
  const told = (some: readonly (typeof groupsOfPeople)[number][], language: 0 | 1, and: string) =>
    some.map((group) => people[group][language]).join(and);
  const common = named.filter((group) => groups.has(group));
  if (!groups.size)
    return say('audience', true, [`${own}，不限于哪一类人。`, `${opening}, not for one group of people only.`]);
  if (common.length)
    return say('audience', true, [
      `${own}，诉求说到的正是${told(common, 0, '、')}。`,
      `${opening}, and the demand speaks of ${told(common, 1, ' and ')}.`,
    ]);
  if (!named.length)
    return say('audience', false, [
      `${own}，诉求没有说是谁需要，请核对。`,
      `${opening}; the demand does not say who needs it, so please check.`,
    ]);
  return say('audience', false, [
    `${own}，诉求说到的是${told(named, 0, '、')}。`,
    `${opening}; the demand speaks of ${told(named, 1, ' and ')}.`,
  ]);
}

function areaOf(entry: Entry, demand: Demand): Reason {
  const { communities } = entry;
  const { community } = demand;
  const served = [...communities].join('、');
  if (!communities.size)
    return say('area', true, ['这项资源不限社区。', 'This resource is not limited to some communities.']);
  if (!community)
    return say('area', true, [
      `只服务${served}，诉求没有写明社区，请核对。`,
      `It serves ${served} only; the demand names no community, so please check.`,
    ]);
  return !isAway(entry, demand)
    ? say('area', true, [
        `服务范围包括诉求所在的${community}。`,
        `It serves ${community}, where the demand comes from.`,
      ])
    : say('area', false, [
        `只服务${served}，诉求在${community}。`,
        `It serves ${served} only; the demand comes from ${community}.`,
      ]);
}

function capacityOf(entry: Entry): Reason {
  const left = leftIn(entry);
  if (left === undefined)
    return say('capacity', true, ['这项资源没有登记名额上限。', 'No limit of capacity is recorded for this resource.']);
  return !isTaken(entry)
    ? say('capacity', true, [`本期还剩 ${left} 个名额。`, `${left} left in this period.`])
    : say('capacity', false, ['本期名额已经用完。', 'Nothing is left in this period.']);
}

function periodOf(entry: Entry, demand: Demand): Reason {
  const { validFrom, validUntil } = entry.resource;
  const { day } = demand;
  if (isEarly(entry, demand))
    return say('period', false, [
      `${validFrom} 起才提供，${day} 还没有开始。`,
      `It is offered from ${validFrom} on; ${day} is too early.`,
    ]);
  if (isOver(entry, demand))
    return say('period', false, [
      `已于 ${validUntil} 截止，${day} 不再提供。`,
      `It ended on ${validUntil}; ${day} is too late.`,
    ]);
  if (validUntil) return say('period', true, [`有效期到 ${validUntil}。`, `It is offered until ${validUntil}.`]);
  return validFrom
    ? say('period', true, [`${validFrom} 起提供，没有截止日期。`, `It is offered since ${validFrom}, without an end.`])
    : say('period', true, ['这项资源没有期限。', 'This resource has no term.']);
}
