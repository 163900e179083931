import { expect, inject, test } from 'vitest';
import { delivered } from '../stack.ts';
import { OFFICER, settled } from './county.ts';
import { listsApi } from './lists.ts';

const base = inject('base');

test('case 32: nothing that a resident wrote reaches the public list, in any of its formats', async () => {
  const community = await settled(77);
  const { demands } = await listsApi(OFFICER);
  const canary = '金丝雀七十七号';
  const { body } = await demands.submitDemand({
    params: { community },
    body: { text: `${canary}家的灯坏了`, contact: { name: canary, phone: '13977777777' } },
  });
  const params = { community, demand: body.id };
  const listed = { transition: 'accept', category: 'repair', title: '楼道照明' } as const;
  await demands.stepDemand({ params, body: listed, ifMatch: '"1"' });
  await delivered(inject('demo'));
  const read = async (path: string) => (await fetch(base + path)).text();
  const list = await read(`/data/demands/${community}.json`);
  expect(list).toContain('楼道照明');
  const published = await Promise.all(
    [
      `/data/demands/${community}.csv`,
      `/data/demands/${community}.atom`,
      '/data/demands/500238.json',
      `/communities/${community}/demands/`,
      '/counties/500238/demands/',
    ].map(read),
  );
  for (const text of [list, ...published]) {
    expect(text).toContain('楼道照明');
    expect(text).not.toContain(canary);
    expect(text).not.toContain('13977777777');
    expect(text).not.toContain(body.code!);
  }
});
