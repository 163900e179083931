import { existsSync, readFileSync } from 'node:fs';
import { buildCatalogue, type Catalogue, type Resource } from '../../functions/lists/matching/catalogue.ts';
import { compareMatters, readMatter } from '../../functions/lists/matching/duplicates.ts';
import { unpack } from '../../functions/lists/matching/packed.ts';
import { planBatch } from '../../functions/lists/matching/plan.ts';
import { rank, type Demand } from '../../functions/lists/matching/rank.ts';
import { compileThesaurus, elsewhere, type Thesaurus } from '../../functions/lists/matching/thesaurus.ts';
import { finder, readJson, thesaurusData } from '../functions/lists/matching/county.ts';
import {
  measureDuplicates,
  measureRanking,
  type GoldDemand,
  type GoldPairs,
} from '../functions/lists/matching/metrics.ts';

// Quality on the dev set (when it is present) and on the fresh set, then CPU times on a synthetic county.
const data = new URL('../../../shared/data/matching/', import.meta.url);

/** Runs `work` and prints its CPU time in milliseconds beside the bar. */
function timed<T>(what: string, bar: number, work: () => T): T {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  console.log(`${what}: ${((user + system) / 1000).toFixed(1)} ms CPU (bar ${bar} ms)`);
  return result;
}

const compiled = new URL('../../functions/lists/matching/compiled.json', import.meta.url);
const load = (): Thesaurus =>
  unpack((JSON.parse(readFileSync(compiled, 'utf8')) as { thesaurus: unknown }).thesaurus) as Thesaurus;
const thesaurus = timed('thesaurus load, first, with reading the file', 50, load);

function quality(): void {
  const fresh = readJson<GoldPairs & { demands: GoldDemand[] }>(
    new URL('../functions/lists/matching/fresh.json', import.meta.url),
  );
  console.log('duplicates fresh', JSON.stringify(measureDuplicates(finder, fresh)));
  if (!existsSync(data)) return;
  const catalogue = buildCatalogue(thesaurus, readJson<Resource[]>(new URL('resources.json', data)));
  const measure = (name: string, demands: readonly GoldDemand[]) =>
    console.log(`ranking ${name}`, JSON.stringify(measureRanking(demands, (demand) => rank(catalogue, demand))));
  measure('dev', readJson<GoldDemand[]>(new URL('demands.dev.json', data)));
  measure('fresh', fresh.demands);
  console.log(
    'duplicates dev',
    JSON.stringify(measureDuplicates(finder, readJson<GoldPairs>(new URL('duplicates.dev.json', data)))),
  );
}

/** A repeatable stream of whole numbers below `below` (a linear congruential generator). */
function stream(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const concepts = thesaurusData.concepts.filter(({ official, category }) => official.length && category !== elsewhere);

function syntheticResources(count: number): Resource[] {
  const pick = stream(1);
  return Array.from({ length: count }, (_, n) => {
    const concept = concepts[n % concepts.length]!;
    const other = concepts[pick(concepts.length)]!;
    return {
      id: `R${n}`,
      title: `${concept.name}${n % 7}号服务点`,
      description: `面向居民提供${concept.official.join('、')}，也可协助${other.official.slice(0, 2).join('、')}。`,
      category: concept.category,
      unit: `第${n % 97}服务中心`,
      capacityPerMonth: 1 + pick(4),
    };
  });
}

function syntheticDemands(count: number): Demand[] {
  const pick = stream(2);
  const openings = ['我们这里', '屋头', '小区头', '想问一下', '走访记录：', '老人反映'];
  const endings = ['，能不能想点办法', '，找哪个', '，急得很', '，希望早点解决', '。'];
  return Array.from({ length: count }, (_, n) => {
    const { everyday } = concepts[pick(concepts.length)]!;
    const said = Array.from({ length: 2 }, () => everyday[pick(everyday.length)] ?? '').map((cue) =>
      cue.split('-')[0]!.replaceAll(/[+@]/g, ''),
    );
    return {
      id: `D${n}`,
      text: `${openings[pick(openings.length)]!}${said.join('，')}${endings[pick(endings.length)]!}`,
    };
  });
}

function batch(catalogue: Catalogue, resources: readonly Resource[], demands: readonly Demand[]): void {
  const capacity = new Map(resources.map(({ id, capacityPerMonth }) => [id, capacityPerMonth ?? 0]));
  timed('10,000 demands x 5,000 resources, ranked and planned', 20_000, () => {
    const plan = planBatch(
      demands.map((demand) => ({
        id: demand.id,
        offers: rank(catalogue, demand, { limit: 8, explain: false }).ranking,
      })),
      capacity,
    );
    console.log(
      `  joined ${plan.assignments.length}, unserved ${plan.unserved.length}, total ${plan.total.toFixed(1)}`,
    );
  });
}

quality();
timed('thesaurus load, again', 50, load);
timed("thesaurus compiled from its wordings, as after a county's edit", 200, () => compileThesaurus(thesaurusData));
const resources = syntheticResources(5_000);
const demands = syntheticDemands(10_000);
const catalogue = timed('catalogue of 5,000 resources', 1_000, () => buildCatalogue(thesaurus, resources));
for (const demand of demands.slice(0, 50)) rank(catalogue, demand);
timed('one demand against 5,000 resources, mean of 200', 20 * 200, () =>
  demands.slice(0, 200).map((demand) => rank(catalogue, demand)),
);
timed('one demand of 4,000 characters', 20, () =>
  rank(catalogue, {
    id: 'long',
    text: demands
      .map(({ text }) => text)
      .join('')
      .slice(0, 4_000),
  }),
);
batch(catalogue, resources, demands);
batch(
  catalogue,
  resources,
  demands.map((demand, n) => ({ ...demand, text: demands[n % 60]!.text })),
);
const typed = readMatter(finder, demands[0]!.text);
const open = demands.slice(0, 2_000).map(({ text }) => readMatter(finder, text));
timed('one demand against 2,000 open ones for duplicates', 200, () =>
  open.map((matter) => compareMatters(finder, typed, matter)),
);
