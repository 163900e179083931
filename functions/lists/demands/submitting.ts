import { demands } from './routes/contract.ts';

const { submitDemand, similarDemands, followDemand, trackDemand, answerDemand, eraseContact } = demands;

/** The routes that a resident's browser calls without an account. */
export const submitting = { submitDemand, similarDemands, followDemand };
export const tracking = { trackDemand, answerDemand, eraseContact };
