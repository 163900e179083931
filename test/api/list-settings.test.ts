import { expect, test } from 'vitest';
import { community, OFFICER } from './county.ts';
import { listsApi } from './lists.ts';

const params = { division: '500238' };

test('a county that set nothing has the usual working days; what it sets is a new version that keeps the rest usual', async () => {
  await community(70);
  const { settings } = await listsApi(OFFICER);
  const before = await settings.listSettings({ params });
  expect(before.body.days).toMatchObject({ triage: 2, claim: 5, contact: 7, plan: 10, service: 30, facility: 60 });
  const { body } = await settings.setListSettings({
    params,
    body: { days: { triage: 3 }, holidays: { off: ['2026-10-01'], worked: [] } },
    ifMatch: before.etag!,
  });
  expect(body).toMatchObject({ version: before.body.version + 1, days: { triage: 3, claim: 5 } });
  await expect(settings.setListSettings({ params, body: {}, ifMatch: before.etag! })).rejects.toMatchObject({
    refusal: 'version-stale',
  });
  const after = await settings.listSettings({ params });
  expect(after.body.holidays.off).toEqual(['2026-10-01']);
});

test("a county's own wordings are kept as versions; a need of its own without a name is refused by name", async () => {
  await community(70);
  const { thesaurus } = await listsApi(OFFICER);
  const before = await thesaurus.thesaurus({ params });
  expect(before.body.shipped.length).toBeGreaterThan(100);
  const set = (needs: Parameters<typeof thesaurus.setThesaurus>[0]['body']['needs']) =>
    thesaurus.setThesaurus({ params, body: { needs }, ifMatch: before.etag! });
  await expect(set([{ id: 'own-tea', everyday: ['毛尖+摘不赢'] }])).rejects.toMatchObject({ refusal: 'need-unnamed' });
  const tea = { id: 'own-tea', name: '采茶帮工', category: 'employment' as const, everyday: ['毛尖+摘不赢'] };
  const { body } = await set([tea]);
  expect(body).toMatchObject({ version: before.body.version + 1, needs: [tea] });
  await expect(set([])).rejects.toMatchObject({ refusal: 'version-stale' });
  expect((await thesaurus.thesaurus({ params })).body.needs).toMatchObject([tea]);
});
