import type { Survey, SurveyAnswer } from './contract.ts';

/** How far a survey is: every unit that was asked counts once. */
export function progressOf({ units }: Pick<Survey, 'units'>, answers: readonly SurveyAnswer[]) {
  return {
    asked: units.length,
    answered: answers.length,
    offered: answers.reduce((sum, { resources }) => sum + resources.length, 0),
    nothing: answers.filter(({ resources, none }) => resources.length === 0 && none !== undefined).length,
  };
}

/** The units that have not answered, in the order in which they were asked. */
export function missingOf({ units }: Pick<Survey, 'units'>, answers: readonly SurveyAnswer[]) {
  const answered = new Set(answers.map(({ unit }) => unit));
  return units.filter(({ id }) => !answered.has(id));
}
