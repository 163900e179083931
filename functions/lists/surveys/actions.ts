import { shanghaiDay } from '../../calendar/day.ts';
import type { DivisionStore } from '../../grids/divisions/store.ts';
import type { UnitStore } from '../../grids/units/store.ts';
import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import { reaches } from '../resources/area.ts';
import { judgeFacts } from '../resources/facts.ts';
import { added } from '../resources/records.ts';
import type { ResourceStore } from '../resources/store.ts';
import { judgeUnit } from '../resources/unit.ts';
import type { Survey, surveys } from './contract.ts';
import { missingOf, progressOf } from './progress.ts';
import type { SurveyStore } from './store.ts';

const MOST_UNITS = 500;
/** Resources that one unit may offer in one survey. */
const MOST_OFFERED = 60;

interface Stores {
  readonly surveys: SurveyStore;
  readonly resources: ResourceStore;
  readonly divisions: DivisionStore;
  readonly units: UnitStore;
}

type Rows = Actions<typeof surveys>;

const asking = ({ surveys: store, divisions, units }: Stores): Pick<Rows, 'openSurvey' | 'surveys'> => ({
  openSurvey: async ({ params: { division }, body }, { newId }) => {
    const county = await divisions.countyOf(division);
    if (body.from > body.until) refuse('survey-reversed', '#/until');
    const register = (await units.all(county.code)).records;
    if (register.length === 0) refuse('no-units');
    const chosen = body.units ? new Set(body.units) : undefined;
    const asked = register.filter(({ id }) => chosen?.has(id) ?? true).map(({ id, name }) => ({ id, name }));
    if (chosen && asked.length < chosen.size) refuse('unit-unknown', '#/units');
    if (asked.length > MOST_UNITS) refuse('too-many-units-asked', '#/units', { limit: MOST_UNITS });
    const survey: Survey = {
      id: `s-${newId().toLowerCase()}`,
      division,
      title: body.title,
      from: body.from,
      until: body.until,
      units: asked,
      reminded: [],
      version: 1,
    };
    return { body: survey, version: 1, writes: [store.save(survey)] };
  },

  surveys: async ({ params: { division }, query }, { cursor }) => {
    await divisions.countyOf(division);
    const page = await store.page(division.slice(0, 6), query.limit, cursor.open(query.cursor));
    const shown = page.items.filter((survey) => reaches([survey.division], division));
    const items = await Promise.all(
      shown.map(async ({ units: asked, ...survey }) => ({
        ...survey,
        progress: progressOf({ units: asked }, await store.answers(survey.id)),
      })),
    );
    const next = cursor.seal(page.after);
    return { body: { items, ...(next && { next }) } };
  },
});

export const surveyActions = (stores: Stores): Rows => {
  const { surveys: store, resources, divisions } = stores;
  const fileOf = async (survey: Survey) => {
    const answers = await store.answers(survey.id);
    return { ...survey, answers, progress: progressOf(survey, answers), missing: missingOf(survey, answers) };
  };
  /** A survey that concerns the division: its own, one above it, or one below. */
  const near = async (params: { division: string; survey: string }): Promise<Survey> => {
    const survey = await store.record(params.division.slice(0, 6), params.survey);
    return reaches([survey.division], params.division) ? survey : refuse('no-such-survey');
  };
  /** A survey that the division itself runs, and that is open. */
  const own = async (params: { division: string; survey: string }): Promise<Survey> => {
    const survey = await store.record(params.division.slice(0, 6), params.survey);
    if (survey.division !== params.division) refuse('no-such-survey');
    return survey.closedAt === undefined ? survey : refuse('survey-over');
  };
  const saved = async (next: Survey) => ({
    body: await fileOf(next),
    version: next.version,
    writes: [store.save(next)],
  });
  return {
    ...asking(stores),

    survey: async ({ params }) => {
      const survey = await near(params);
      return { body: await fileOf(survey), version: survey.version };
    },

    answerSurvey: async ({ params, body }, { caller, now, newId }) => {
      const survey = await near(params);
      judgeUnit(caller, body.unit);
      const today = shanghaiDay(now);
      if (survey.closedAt !== undefined || today < survey.from || today > survey.until) refuse('survey-over');
      const unit = survey.units.find(({ id }) => id === body.unit) ?? refuse('unit-not-asked', '#/unit');
      if (body.resources.length === 0 && body.none === undefined) refuse('answer-empty', '#/resources');
      const county = await divisions.county(params.division.slice(0, 6));
      const offers = body.resources.map((draft) => {
        const whole = { ...draft, unit };
        judgeFacts(whole, county);
        const id = `r-${newId().toLowerCase()}`;
        return added(whole, { id, division: params.division, source: 'survey', survey: survey.id, at: now });
      });
      const before = await store.answer(survey.id, unit.id);
      const ids = [...(before?.resources ?? []), ...offers.map(({ id }) => id)];
      if (ids.length > MOST_OFFERED) refuse('too-many-resources', '#/resources', { limit: MOST_OFFERED });
      const answer = {
        unit: unit.id,
        resources: ids,
        ...(body.none !== undefined && ids.length === 0 && { none: body.none }),
        at: now,
        version: (before?.version ?? 0) + 1,
      };
      const writes = [...offers.map(resources.save), store.saveAnswer(survey.id, answer), store.unmoved(survey)];
      return { body: answer, version: answer.version, writes };
    },

    remindSurvey: async ({ params }, { matches, now }) => {
      const survey = await own(params);
      matches(survey.version);
      const days = new Set([...survey.reminded, shanghaiDay(now)]);
      return saved({ ...survey, reminded: [...days].slice(-50), version: survey.version + 1 });
    },

    closeSurvey: async ({ params }, { matches, now }) => {
      const survey = await own(params);
      matches(survey.version);
      return saved({ ...survey, closedAt: now, version: survey.version + 1 });
    },
  };
};
