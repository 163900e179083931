import { writeXlsx } from 'hucre/xlsx';
import { expect, inject, test } from 'vitest';
import { XLSX } from '../../functions/grids/imports/sheet.ts';
import { units } from '../../functions/grids/units/contract.ts';
import { client, Problem } from '../../functions/http/client.ts';
import { resources } from '../../functions/lists/resources/contract.ts';
import { surveys } from '../../functions/lists/surveys/contract.ts';
import { venues } from '../../functions/lists/venues/contract.ts';
import { as } from './as.ts';
import { community, OFFICER } from './county.ts';

const api = async (name: string) => {
  const options = { ...(await as(name)), language: 'en' as const };
  return {
    resources: client(resources, options),
    venues: client(venues, options),
    surveys: client(surveys, options),
    units: client(units, options),
  };
};
const anyone = client(venues, { base: inject('base'), language: 'en' });

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error !== undefined && !(error instanceof Problem)) throw error;
  return error?.refusal ?? 'none';
}

const draft = (division: string) => ({
  unit: { name: '测试单位' },
  title: '测试服务',
  description: '上门修水龙头。',
  kind: 'service' as const,
  category: 'repair' as const,
  serves: [division],
  capacity: { amount: 4, period: 'month' as const },
});

const header = 'id,unit,title,description,kind,category,capacity,period';
const sheet = (code: string, lines: readonly string[]) => [header, ...lines.map((line) => code + line)].join('\n');

test('staff list at once, a unit offers and staff verify; a stale change and a change after withdrawal are refused', async () => {
  const division = '500229001002';
  const [unit, secretary] = [await api('liaison'), await api('secretary')];
  const other = unit.resources.addResource({ params: { division }, body: draft(division) });
  expect(await refusal(other)).toBe('not-your-unit');
  const me = (await fetchMe()).unit ?? '';
  const own = { ...draft(division), unit: { id: me, name: '本单位' } };
  const offered = await unit.resources.addResource({ params: { division }, body: own });
  expect(offered.body).toMatchObject({ state: 'offered', source: 'unit' });
  const params = { division, resource: offered.body.id };
  const { body: reminders } = await secretary.resources.resourceReminders({ params: { division } });
  expect(reminders.items).toContainEqual(expect.objectContaining({ resource: params.resource, kind: 'offered' }));
  const verifying = secretary.resources.verifyResource({ params, ifMatch: offered.etag! });
  const verified = await verifying;
  expect(verified.body.state).toBe('listed');
  expect(await refusal(unit.resources.changeResource({ params, body: own, ifMatch: offered.etag! }))).toBe(
    'version-stale',
  );
  const changed = await unit.resources.changeResource({
    params,
    body: { ...own, title: '新名称' },
    ifMatch: verified.etag!,
  });
  expect(changed.body.verifiedAt).toBe(verified.body.verifiedAt);
  const kind = unit.resources.changeResource({ params, body: { ...own, kind: 'fund' }, ifMatch: changed.etag! });
  expect(await refusal(kind)).toBe('kind-fixed');
  const gone = await unit.resources.withdrawResource({ params, body: { reason: '不再提供' }, ifMatch: changed.etag! });
  expect(gone.body.state).toBe('withdrawn');
  expect(await refusal(secretary.resources.verifyResource({ params, ifMatch: gone.etag! }))).toBe('resource-withdrawn');
});

const fetchMe = async () => {
  const { base, token } = await as('liaison');
  const answer = await fetch(`${base}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as { unit?: string };
};

test('case 28: of a sheet with bad rows the good ones are stored, and the same sheet again stores nothing', async () => {
  const division = await community(711);
  const { resources: officer } = await api(OFFICER);
  const good = Array.from(
    { length: 120 },
    (_, n) => `-N${n},县文化馆,广场舞辅导,到社区教新舞,expertise,文化体育,4,month`,
  );
  const bad = [
    '-X1,县文化馆,没有类别,说明,expertise,其他,4,month',
    '-X2,县文化馆,没有数,说明,expertise,文化体育,-1,month',
  ];
  const upload = { type: 'text/csv', text: sheet(`C${division}`, [...good, ...bad]) };
  const preview = await officer.importResources({ params: { division }, query: { preview: 'true' }, upload });
  expect(preview.body).toMatchObject({ rows: 122, stored: 120, errors: [{ row: 122 }, { row: 123 }] });
  const first = await officer.importResources({ params: { division }, upload });
  expect(first.body).toMatchObject({
    rows: 122,
    stored: 120,
    errors: [{ refusal: 'category-unknown' }, { refusal: 'capacity-invalid' }],
  });
  const again = await officer.importResources({ params: { division }, upload });
  expect(again.body).toMatchObject({ stored: 0, unchanged: 120 });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await officer.resources({ params: { division }, query: { limit: 50, ...(cursor && { cursor }) } });
    seen.push(...body.items.map(({ id }) => id));
    cursor = body.next;
  } while (cursor);
  expect(new Set(seen.filter((id) => id.startsWith(`C${division}`))).size).toBe(120);
  expect(new Set(seen).size).toBe(seen.length);
});

test('a spreadsheet is read as it is, and a file that is none is refused', async () => {
  const division = await community(712);
  const { resources: officer } = await api(OFFICER);
  const rows = [
    ['编号', '单位', '名称', '说明', '类型', '类别', '能力', '周期'],
    [`S${division}`, '县图书馆', '流动书车', '每周开到社区', '服务', '文化体育', 8, '月'],
  ];
  const bytes = (await writeXlsx({ sheets: [{ name: '资源', rows }] })) as Uint8Array<ArrayBuffer>;
  const { body } = await officer.importResources({ params: { division }, upload: { type: XLSX, bytes } });
  expect(body).toMatchObject({ rows: 1, stored: 1, errors: [] });
  const found = await officer.resource({ params: { division, resource: `S${division}` } });
  expect(found.body).toMatchObject({ kind: 'service', capacity: { amount: 8, period: 'month' }, left: { left: 8 } });
  const broken = officer.importResources({
    params: { division },
    upload: { type: XLSX, bytes: new Uint8Array([1, 2, 3]) },
  });
  expect(await refusal(broken)).toBe('file-unreadable');
});

/** A venue of the tests' county with one room that is always open. */
async function venueIn(serial: number) {
  const division = await community(serial);
  const { resources: officer } = await api(OFFICER);
  const { body } = await officer.addResource({
    params: { division },
    body: {
      ...draft(division),
      title: '测试活动室',
      kind: 'venue',
      category: 'venue',
      venue: { rooms: [{ id: 'hall', name: '活动室', seats: 30 }], rule: '用后打扫', keyHolder: '值班岗' },
    },
  });
  return { division, resource: body.id };
}

const inDays = (days: number): string => new Date(Date.now() + (days * 24 + 8) * 3600_000).toISOString().slice(0, 10);
const asked = (phone: string, from = '14:00', until = '16:00') => ({
  room: 'hall',
  day: inDays(3),
  from,
  until,
  group: '夕阳红合唱队',
  purpose: '排练',
  people: 18,
  contact: { name: '演示联系人', phone },
});

test('two groups never get the same room: of twenty who ask at once one gets it', async () => {
  const { division, resource } = await venueIn(713);
  const attempts = Array.from({ length: 20 }, (_, n) =>
    refusal(
      anyone.book({ params: { resource }, query: { division }, body: asked(`1380000${String(n).padStart(4, '0')}`) }),
    ),
  );
  const outcomes = await Promise.all(attempts);
  expect(outcomes.filter((outcome) => outcome === 'none')).toHaveLength(1);
  expect(outcomes.filter((outcome) => !['none', 'room-taken', 'busy'].includes(outcome))).toEqual([]);
  const { body } = await anyone.venueDays({ params: { resource }, query: { division, from: inDays(0), days: 14 } });
  expect(body.days).toEqual([
    { day: inDays(3), taken: [{ room: 'hall', from: '14:00', until: '16:00', state: 'requested' }] },
  ]);
});

test('a booking by code: followed, confirmed by staff, cancelled by the group, and the room is free again', async () => {
  const { division, resource } = await venueIn(714);
  const { venues: officer } = await api(OFFICER);
  const place = { params: { resource }, query: { division } };
  const booked = await anyone.book({ ...place, body: asked('13811110000') });
  const { code, id: booking } = booked.body;
  expect(JSON.stringify(booked.body)).not.toContain('13811110000');
  const params = { division, resource, booking };
  const step = (transition: 'confirm' | 'cancel' | 'miss', ifMatch: string) =>
    officer.stepBooking({ params, body: { transition }, ifMatch });
  expect(await refusal(step('miss', '"1"'))).toBe('booking-over');
  const confirmed = await step('confirm', '"1"');
  expect(confirmed.body.state).toBe('confirmed');
  expect(await refusal(step('cancel', confirmed.etag!))).toBe('reason-needed');
  expect((await anyone.followBooking({ params: { code: code.toLowerCase() } })).body.state).toBe('confirmed');
  expect((await officer.revealBookingContact({ params })).body).toEqual({ name: '演示联系人', phone: '13811110000' });
  expect((await officer.bookings({ params: { division, resource } })).body.items).toHaveLength(1);
  expect((await anyone.cancelBooking({ params: { code } })).body.state).toBe('cancelled');
  expect(await refusal(anyone.cancelBooking({ params: { code } }))).toBe('booking-over');
  expect(await refusal(anyone.followBooking({ params: { code: '000000000000' } }))).toBe('no-such-booking');
  await anyone.book({ ...place, body: asked('13811110000') });
});

test('one phone has three open bookings at most, and a booking out of reach is refused by name', async () => {
  const { division, resource } = await venueIn(715);
  const place = { params: { resource }, query: { division } };
  for (const hour of ['08', '10', '12'])
    await anyone.book({ ...place, body: asked('138-2222-0000', `${hour}:00`, `${hour}:30`) });
  const fourth = anyone.book({ ...place, body: asked('13822220000', '18:00', '19:00') });
  expect(await refusal(fourth)).toBe('too-many-bookings');
  const late = anyone.book({ ...place, body: { ...asked('13833330000'), day: inDays(80) } });
  expect(await refusal(late)).toBe('day-out-of-reach');
  expect(await refusal(anyone.book({ params: { resource: 'none' }, query: { division }, body: asked('1') }))).toBe(
    'request-invalid',
  );
});

test('a survey counts who answered, takes offers, and refuses units that were not asked', async () => {
  const division = await community(716);
  const county = '500238';
  const officer = await api(OFFICER);
  await officer.units.importUnits({
    params: { division: county },
    upload: {
      type: 'text/csv',
      text: 'id,name,kind,lng,lat\nSV1,测试局一,机关,109.63,31.39\nSV2,测试局二,机关,109.63,31.39\nSV3,测试局三,机关,109.63,31.39',
    },
  });
  const { body: survey } = await officer.surveys.openSurvey({
    params: { division },
    body: { title: '上半年资源摸底', from: inDays(-1), until: inDays(20), units: ['SV1', 'SV2'] },
  });
  const params = { division, survey: survey.id };
  const { title, description, kind, category, serves } = draft(division);
  const offer = { title, description, kind, category, serves };
  await officer.surveys.answerSurvey({
    params,
    body: { unit: 'SV1', resources: [offer, { ...offer, title: '第二项' }] },
  });
  expect(await refusal(officer.surveys.answerSurvey({ params, body: { unit: 'SV3', none: '没有' } }))).toBe(
    'unit-not-asked',
  );
  expect(await refusal(officer.surveys.answerSurvey({ params, body: { unit: 'SV2' } }))).toBe('answer-empty');
  const reminded = await officer.surveys.remindSurvey({ params, ifMatch: '"1"' });
  expect(reminded.body).toMatchObject({
    progress: { asked: 2, answered: 1, offered: 2, nothing: 0 },
    missing: [{ id: 'SV2', name: '测试局二' }],
    reminded: [inDays(0)],
  });
  await officer.surveys.answerSurvey({ params, body: { unit: 'SV2', none: '近期没有可提供的' } });
  const closed = await officer.surveys.closeSurvey({ params, ifMatch: reminded.etag! });
  expect(closed.body).toMatchObject({ progress: { answered: 2, nothing: 1 }, missing: [] });
  expect(await refusal(officer.surveys.answerSurvey({ params, body: { unit: 'SV2', none: '再答' } }))).toBe(
    'survey-over',
  );
  const { body: list } = await officer.resources.resources({ params: { division }, query: { unit: 'SV1' } });
  expect(list.items.map(({ state, source }) => [state, source])).toEqual([
    ['offered', 'survey'],
    ['offered', 'survey'],
  ]);
});
