import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Bucket } from '../../../functions/publish/bucket.ts';
import { type Edition, type Press, print, type Rounds } from '../../../functions/publish/press.ts';
import { openBuckets } from './buckets.ts';

let buckets: Awaited<ReturnType<typeof openBuckets>>;
let id: string;
let serial = 0;
/** What was put and removed, in order. */
let done: string[];

beforeAll(async () => void (buckets = await openBuckets()));
afterAll(() => buckets.close());
beforeEach(() => {
  id = `edition-${serial++}`;
  done = [];
});

const told = (bucket: Bucket): Bucket => ({
  ...bucket,
  put: (path, body) => {
    if (!path.startsWith('printed/')) done.push(path);
    return bucket.put(path, body);
  },
  remove: (path) => {
    done.push(`-${path}`);
    return bucket.remove(path);
  },
});

/** Pages '/id/NAME/' that show the snapshots which `shows` names. */
const press = (shows: Readonly<Record<string, readonly string[]>>, wrap = told): Press => ({
  data: wrap(buckets.data),
  pages: wrap(buckets.pages),
  site: { demo: true, issuer: '', clientId: '', audience: '', footer: [] },
  render: async (path, snapshot) => {
    const name = path.split('/').at(-2)!;
    const parts = await Promise.all((shows[name] ?? []).map((at) => snapshot(at)));
    return { status: 200, html: JSON.stringify([path, ...parts]) };
  },
});

const at = (name: string): string => `data/${id}/${name}.json`;
const edition = (files: Readonly<Record<string, unknown>>, pages: readonly string[], more = {}): Edition => ({
  id,
  files: new Map(Object.entries(files).map(([name, value]) => [at(name), value])),
  pages: pages.map((name) => `/${id}/${name}/`),
  ...more,
});
const html = (...names: string[]): string[] =>
  names.flatMap((name) => ['', 'en/'].map((at) => `${at}${id}/${name}/index.html`));

test('what did not change is not printed again, and a page only when something changed that it read', async () => {
  const to = press({ a: [at('one')], b: [at('two')] });
  await print(to, edition({ one: 1, two: 2 }, ['a', 'b']), new Map());
  expect(done.sort()).toEqual([at('one'), at('two'), ...html('a', 'b')].sort());
  done = [];
  await print(to, edition({ one: 1, two: 2 }, ['a', 'b']), new Map());
  expect(done).toEqual([]);
  await print(to, edition({ one: 1, two: 3 }, ['a', 'b']), new Map());
  expect(done.sort()).toEqual([at('two'), ...html('b')].sort());
  done = [];
  await print(to, edition({ one: 1, two: 3 }, ['a', 'b']), new Map(), true);
  expect(done).toHaveLength(6);
});

test('a page follows what it read of others, of views and of the site', async () => {
  const [theirs, view] = [`data/${id}-other.json`, `data/${id}/view`];
  const to = press({ a: [theirs], b: [view], c: ['data/site.json'] });
  const of = (value: number) => edition({}, ['a', 'b', 'c'], { views: new Map([[view, value]]) });
  await print(to, of(1), new Map());
  await buckets.data.put(theirs, '{"x":1}');
  done = [];
  await print(to, of(1), new Map());
  expect(done.sort()).toEqual(html('a').sort());
  expect(await buckets.pages.get(html('a')[0]!)).toContain('"x":1');
  done = [];
  await print(to, of(2), new Map());
  expect(done.sort()).toEqual(html('b').sort());
  done = [];
  await print({ ...to, site: { ...to.site, footer: ['备案'] } }, of(2), new Map());
  expect(done.sort()).toEqual(html('c').sort());
});

test('a digest that is known stands for a look at the file', async () => {
  const theirs = `data/${id}-statement.json`;
  await buckets.data.put(theirs, '1');
  const to = press({ a: [theirs] });
  const of = (digest: string) => edition({}, ['a'], { standing: new Map([[theirs, digest]]) });
  await print(to, of('v1'), new Map());
  await buckets.data.put(theirs, '2');
  done = [];
  await print(to, of('v1'), new Map());
  expect(done).toEqual([]);
  await print(to, of('v2'), new Map());
  expect(await buckets.pages.get(html('a')[0]!)).toContain(',2]');
});

test('what an edition no longer has is taken away, in every language', async () => {
  const to = press({ a: [], b: [] });
  await print(to, edition({ one: 1, two: 2 }, ['a', 'b']), new Map());
  done = [];
  await print(to, edition({ one: 1 }, ['a']), new Map());
  expect(done.sort()).toEqual([at('two'), ...html('b')].map((path) => `-${path}`).sort());
  expect(await buckets.data.get(at('two'))).toBeUndefined();
  expect(await buckets.pages.get(html('b')[1]!)).toBeUndefined();
});

test('whoever dies in the midst of it leaves behind what the next one prints', async () => {
  const shows = { a: [at('one')], b: [at('one')] };
  await print(press(shows), edition({ one: 1 }, ['a', 'b']), new Map());
  const dying = (bucket: Bucket): Bucket => ({
    ...told(bucket),
    put: (path, body) =>
      path === html('b')[1] ? Promise.reject(new Error('out of time')) : told(bucket).put(path, body),
  });
  await expect(print(press(shows, dying), edition({ one: 2 }, ['a', 'b']), new Map())).rejects.toThrow('out of time');
  // The change was taken back meanwhile: what the dead one wrote must not stay.
  await print(press(shows), edition({ one: 1 }, ['a', 'b']), new Map());
  for (const path of html('a', 'b')) expect(await buckets.pages.get(path)).toContain(',1]');
  expect(await buckets.data.get(at('one'))).toBe('1');
});

test('publishers at once, in whatever order their writes come, end in what stands in the tables', async () => {
  const states = fc.array(
    fc.record({
      one: fc.integer({ min: 0, max: 2 }),
      two: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
    }),
    { minLength: 2, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), states, async (schedule, changes) => {
      id = `edition-${serial++}`;
      const slow = (bucket: Bucket): Bucket => ({
        ...bucket,
        get: schedule.scheduleFunction(bucket.get),
        put: schedule.scheduleFunction(bucket.put),
        remove: schedule.scheduleFunction(bucket.remove),
      });
      const to = press({ a: [at('one')], b: [at('two')] }, slow);
      let [state, version] = [{ one: 9, two: 9 } as (typeof changes)[number], 0];
      const of = ({ one, two }: typeof state) =>
        edition({ one, ...(two !== undefined && { two }) }, two === undefined ? ['a'] : ['a', 'b']);
      const publish = async (): Promise<void> => {
        const rounds: Rounds = new Map();
        for (;;) {
          const seen = version;
          await print(to, of(state), rounds);
          if (seen === version) return;
        }
      };
      const publishing = [publish()];
      const { task } = schedule.scheduleSequence(
        changes.map((next) => async () => {
          [state, version] = [next, version + 1];
          publishing.push(publish());
          return Promise.resolve();
        }),
      );
      await schedule.waitFor(task);
      await schedule.waitFor(Promise.all(publishing));
      expect(await buckets.data.get(at('one'))).toBe(String(state.one));
      expect(await buckets.data.get(at('two'))).toBe(state.two === undefined ? undefined : String(state.two));
      for (const path of html('a')) expect(await buckets.pages.get(path)).toContain(`,${state.one}]`);
      for (const path of html('b')) {
        const page = await buckets.pages.get(path);
        if (state.two === undefined) expect(page).toBeUndefined();
        else expect(page).toContain(`,${state.two}]`);
      }
    }),
    { numRuns: 20 },
  );
});
