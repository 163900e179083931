import { expect, test } from 'vitest';
import { api, blockCsv, community, OFFICER, settled } from './county.ts';

/** The job once it is neither waiting nor in work. */
async function ended(code: string, job: string) {
  const { plans } = await api(OFFICER);
  for (let tries = 0; tries < 500; tries++) {
    const { body } = await plans.planJob({ params: { community: code, job } });
    if (body.state !== 'waiting' && body.state !== 'planning') return body;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the job does not end');
}

test('a plan is ordered, made in the background and read like any other', async () => {
  const code = await community(30);
  const { buildings, plans } = await api(OFFICER);
  await buildings.importBuildings({
    params: { community: code },
    upload: { type: 'text/csv', text: blockCsv(40, 25) },
  });
  const params = { community: code };
  const ordered = await plans.orderPlan({ params, body: { grids: 12, name: '全镇' }, idempotencyKey: 'large' });
  expect(ordered).toMatchObject({ status: 202, body: { community: code, state: 'waiting', progress: 0 } });
  const again = await plans.orderPlan({ params, body: { grids: 12, name: '全镇' }, idempotencyKey: 'large' });
  expect(again.body.id).toBe(ordered.body.id);
  const job = await ended(code, ordered.body.id);
  expect(job).toMatchObject({ state: 'done', progress: 1 });
  const { body: plan } = await plans.plan({ params: { ...params, plan: job.plan! } });
  expect(plan).toMatchObject({ buildings: 1000, name: '全镇', broken: 0, withinTolerance: true, state: 'draft' });
  expect(plan.grids).toHaveLength(12);
  const { assignment } = (await plans.planAssignment({ params: { ...params, plan: plan.id } })).body;
  expect(Object.keys(assignment)).toHaveLength(1000);
}, 120_000);

test('an ordered plan that cannot be says why, and an unknown job is not found', async () => {
  const code = await settled(31);
  const { plans } = await api(OFFICER);
  const params = { community: code };
  const { body } = await plans.orderPlan({ params, body: { grids: 25 } });
  expect(await ended(code, body.id)).toMatchObject({
    state: 'refused',
    refusal: 'more-grids-than-buildings',
    detail: '24 buildings cannot make 25 grids.',
  });
  const empty = await community(32);
  await expect(plans.orderPlan({ params: { community: empty }, body: { grids: 2 } })).rejects.toMatchObject({
    refusal: 'no-buildings',
  });
  const unknown = plans.planJob({ params: { ...params, job: '01JD3Z8K6Q4V5W7X9Y0ABCDEFG' } });
  await expect(unknown).rejects.toMatchObject({ status: 404, refusal: 'no-such-job' });
});
