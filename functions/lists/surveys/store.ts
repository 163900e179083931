import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { Survey, SurveyAnswer } from './contract.ts';

const pk = (county: string) => `surveys#${county}`;
const key = (county: string, survey: string) => ({ pk: pk(county), sk: `survey#${survey}` });
const answersPk = (survey: string) => `survey#${survey}`;

export type SurveyStore = ReturnType<typeof surveyStore>;

export const surveyStore = (table: Table) => ({
  /** @throws Refusal 'no-such-survey' */
  async record(county: string, survey: string): Promise<Survey> {
    const item = await table.get(key(county, survey));
    return item ? Survey.parse(item) : refuse('no-such-survey');
  },

  /** One page of a county's surveys, newest first. */
  async page(county: string, limit: number, after: string | undefined) {
    const page = await table.list(pk(county), { prefix: 'survey#', limit, after, backwards: true });
    return { items: page.items.map((item) => Survey.parse(item)), after: page.after };
  },

  save: (next: Survey): Write => ({
    put: { ...key(next.division.slice(0, 6), next.id), ...next },
    expect: next.version === 1 ? 'absent' : next.version - 1,
  }),

  /** The check that a survey is still as it was read. */
  unmoved: (survey: Survey): Write => ({
    check: key(survey.division.slice(0, 6), survey.id),
    expect: survey.version,
  }),

  async answer(survey: string, unit: string): Promise<SurveyAnswer | undefined> {
    const item = await table.get({ pk: answersPk(survey), sk: unit });
    return item && SurveyAnswer.parse(item);
  },

  async answers(survey: string): Promise<SurveyAnswer[]> {
    return (await table.all(answersPk(survey))).map((item) => SurveyAnswer.parse(item));
  },

  saveAnswer: (survey: string, next: SurveyAnswer): Write => ({
    put: { pk: answersPk(survey), sk: next.unit, ...next },
    expect: next.version === 1 ? 'absent' : next.version - 1,
  }),
});
