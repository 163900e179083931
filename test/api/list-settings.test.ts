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
