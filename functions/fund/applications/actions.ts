import type * as z from 'zod';
import type { Actions, Context as Request } from '../../http/actions.ts';
import type { Caller, Role } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import { addDays, shanghaiDay } from '../../calendar/day.ts';
import type { FundRecord } from '../funds/contract.ts';
import type { FundStore } from '../funds/store.ts';
import { sha256 } from '../ledger/chain.ts';
import { refundable, remaining } from '../ledger/commitment.ts';
import type { Commitment } from '../ledger/commitment.ts';
import type { Command } from '../ledger/contract.ts';
import { usable } from '../ledger/drawing.ts';
import type { LedgerStore } from '../ledger/store.ts';
import { committeeOf } from '../member.ts';
import { personOf } from '../person.ts';
import { judgeEvidence } from '../resolution/evidence.ts';
import type { Evidence } from '../resolution/evidence.ts';
import { rulesOfVersion, rulesOn } from '../rules/versions.ts';
import { advance, stepsFor } from './advance.ts';
import type { Application, ApplicationDraft, ApplicationRecord, applications } from './contract.ts';
import type { Transition } from './machine.ts';
import type { Context, LedgerFacts } from './needs.ts';
import { withQuotes } from './quotes.ts';
import { openReview } from './review.ts';
import { statusOf } from './status.ts';
import type { ApplicationStore } from './store.ts';

/** What a step may say beside its name. */
interface Given {
  readonly reason?: string | undefined;
  readonly grant?: number | undefined;
  readonly subject?: string | undefined;
  readonly actual?: number | undefined;
  readonly finalAccount?: string | undefined;
}

interface Stores {
  readonly store: ApplicationStore;
  readonly ledger: LedgerStore;
}

interface Found {
  readonly fund: FundRecord;
  readonly record: ApplicationRecord;
}

const digestOf = (code: string): Promise<string> => sha256(new TextEncoder().encode(code));

/** What a step may depend on, looked up: the rules in force or of the award, the money, the review. */
async function contextOf(
  { store, ledger }: Stores,
  { fund, record }: Found,
  at: string,
  by: Context['by'],
): Promise<Context> {
  const { application, evidence } = record;
  const today = shanghaiDay(at);
  const review = await store.review(fund.id, application.id);
  return {
    at,
    today,
    by,
    holidays: { off: new Set(fund.holidays.off), worked: new Set(fund.holidays.worked) },
    rules: application.award ? rulesOfVersion(fund.rules, application.award.rules) : rulesOn(fund.rules, today),
    means: {
      pool: usable(await ledger.balances(fund.id, 'assets:'), application.purpose),
      grantedThisYear: await store.grantedInYear(fund.id, application.compound, today.slice(0, 4)),
    },
    listed: record.quotes.length,
    ...(evidence && { evidence: evidence as Evidence }),
    ...(review?.review.outcome && { review: review.review.outcome }),
  };
}

/** The ledger's command that is part of a step: the approved money is set aside by another person than approved it. */
function commandOf(transition: Transition, application: Application, context: Context): Command | undefined {
  const { id, purpose, award, history } = application;
  if (transition === 'expire') return { kind: 'expiry', id: `expiry-${id}`, by: context.by.id, application: id };
  if (transition !== 'commit' || !award) return undefined;
  return {
    kind: 'reservation',
    id: `reservation-${id}`,
    by: history.findLast((step) => step.transition === 'approve')?.by ?? context.by.id,
    confirmedBy: context.by.id,
    application: id,
    purpose,
    amount: award.fund,
    expiresOn: addDays(context.today, context.rules.reservationDays),
  };
}

/** What the step itself does in the ledger, and what stands there then. */
async function moneyOf({ ledger }: Stores, transition: Transition, application: Application, context: Context) {
  const { fund, id } = application;
  const command = commandOf(transition, application, context);
  if (command) {
    const { state, writes } = await ledger.post(fund, command, context.at);
    return { held: state.commitments.get(id), writes };
  }
  const head = await ledger.head(fund);
  const held = await ledger.commitment(fund, id);
  const rests = transition === 'settle' || transition === 'cancel';
  return { held, writes: rests ? [ledger.unmoved(fund, head)] : [] };
}

/** The committee reviews anew, by its members of today, whenever an application comes before it. */
async function opening({ store }: Stores, fund: FundRecord, before: Application, after: Application) {
  if (after.state !== 'reviewing' || before.state === 'reviewing') return [];
  const last = await store.review(fund.id, after.id);
  return [store.saveReview(fund.id, openReview(after.id, after.relatedUnits, fund.committee), last?.version ?? 0)];
}

/** Takes a step: the record after it, and the writes of the record, of the ledger and of the review. */
async function take(
  stores: Stores,
  found: Found,
  transition: Transition,
  given: Given,
  { caller, now, newId }: Pick<Request, 'caller' | 'now' | 'newId'>,
) {
  const { fund, record } = found;
  const id = caller ? await personOf(fund.id, caller.id) : 'person-anyone';
  const by = { id, role: roleFor(record.application, transition, caller) };
  const { compound } = record.application;
  const year = shanghaiDay(now).slice(0, 4);
  const claim = transition === 'approve' ? [await stores.store.claimYear(fund.id, compound, year)] : [];
  const context = await contextOf(stores, found, now, by);
  const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const subject = newSubject(transition, newId) ?? given.subject;
  const asked = { ...context, ...told, ...(subject && { subject }) };
  judgeTurn(record.application, transition, asked);
  const { held, writes } = await moneyOf(stores, transition, record.application, asked);
  const application = advance(record.application, transition, { ...asked, ledger: factsOf(held) });
  const next = { ...record, application };
  const review = await opening(stores, fund, record.application, application);
  return { next, writes: [...writes, ...review, ...claim, stores.store.save(next)] };
}

type Find = (params: { community: string; fund: string; application: string }) => Promise<Found>;
type AnswerOf = (
  next: ApplicationRecord,
  caller: Caller | undefined,
) => { body: ReturnType<typeof fileOf>; version: number };

/** What an applicant hands in beside the draft, until it is submitted. */
const paperActions = (store: ApplicationStore, find: Find, answer: AnswerOf) =>
  ({
    giveEvidence: async ({ params, body }, { caller, matches }) => {
      const { record } = await find(params);
      const { application } = record;
      matches(application.version);
      if (application.state !== 'draft' && application.state !== 'returned')
        refuse('no-such-transition', undefined, { transition: 'evidence', state: application.state });
      const { all, part, agree } = body;
      for (const of of ['area', 'heads'] as const)
        if (agree[of] > part[of] || part[of] > all[of]) refuse('vote-impossible', `#/part/${of}`);
      const next = { ...record, evidence: body, application: { ...application, version: application.version + 1 } };
      return { ...answer(next, caller), writes: [store.save(next)] };
    },

    giveQuotes: async ({ params, body }, { caller, now, matches }) => {
      const { fund, record } = await find(params);
      matches(record.application.version);
      const by = await personOf(fund.id, caller!.id);
      const next = withQuotes(record, body.quotes, { at: now, by, role: 'residence-committee' });
      return { ...answer(next, caller), writes: [store.save(next)] };
    },
  }) satisfies Partial<Actions<typeof applications>>;

export const applicationActions = (
  store: ApplicationStore,
  ledger: LedgerStore,
  funds: FundStore,
): Actions<typeof applications> => {
  const stores = { store, ledger };
  const find = async (params: { community: string; fund: string; application: string }): Promise<Found> => {
    const fund = await funds.record(params.fund);
    const record = await store.record(params.fund, params.application);
    if (record.community !== params.community) refuse('no-such-application');
    return { fund, record };
  };
  const answer = (next: ApplicationRecord, caller: Caller | undefined) => ({
    body: fileOf(next, caller),
    version: next.application.version,
  });
  return {
    ...paperActions(store, find, answer),

    apply: async ({ params: { community, fund: id }, body }, { caller, newId }) => {
      const fund = await funds.record(id);
      if (!community.startsWith(fund.division)) refuse('fund-out-of-reach');
      const { asked, words } = partsOf(body);
      judgeDetails(body);
      const application = draftOf(`app-${newId().toLowerCase()}`, id, asked);
      const tracking = newId().toLowerCase();
      const record = { community, ...words, tracking: await digestOf(tracking), application };
      return {
        body: { ...fileOf(record, caller), tracking },
        version: 1,
        writes: [store.save(record), store.track(record.tracking, id, application.id)],
      };
    },

    application: async ({ params }, { caller }) => {
      committeeOf(caller, params.fund);
      const { record } = await find(params);
      return answer(record, caller);
    },

    fundApplications: async ({ params, query }, { caller, cursor }) => {
      committeeOf(caller, params.fund);
      await funds.record(params.fund);
      const { records, after } = await store.list(params.fund, query.limit, cursor.open(query.cursor));
      const next = cursor.seal(after);
      return { body: { items: records.map(statusOf), ...(next && { next }) } };
    },

    stepApplication: async ({ params, body: { transition, ...given } }, request) => {
      committeeOf(request.caller, params.fund);
      const found = await find(params);
      request.matches(found.record.application.version);
      const { next, writes } = await take(stores, found, transition as Transition, given, request);
      return { ...answer(next, request.caller), writes };
    },

    object: async ({ params, body }, request) => {
      const { next, writes } = await take(stores, await find(params), 'object', body, request);
      return { body: statusOf(next), writes };
    },

    track: async ({ params }) => ({ body: statusOf(await store.tracked(await digestOf(params.code))) }),
  };
};

type Draft = z.output<typeof ApplicationDraft>;

/** Quotes and budget are given whole or not at all. @throws Refusal 'quotes-differ', 'budget-differs' */
function judgeDetails({ plan, quotes, budget }: Draft): void {
  if (quotes.length > 0 && quotes.length !== plan.quotes) refuse('quotes-differ', '#/quotes', { count: plan.quotes });
  const sum = budget.reduce((total, { amount }) => total + amount, 0);
  if (budget.length > 0 && sum !== plan.cost) refuse('budget-differs', '#/budget');
}

/** What the machine of states works on, and what is told beside it. */
function partsOf({ title, need, quotes, budget, raising, compoundName, ...asked }: Draft) {
  const optional = { ...(raising !== undefined && { raising }), ...(compoundName !== undefined && { compoundName }) };
  return { asked, words: { title, need, quotes, budget, ...optional } };
}

const draftOf = (id: string, fund: string, asked: ReturnType<typeof partsOf>['asked']) =>
  ({ ...asked, id, fund, state: 'draft', version: 1, objections: [], findings: [], history: [] }) satisfies Application;

/** Money is asked for after the step is known to be possible, so that a step out of turn is refused as that. */
function judgeTurn(application: Application, transition: Transition, context: Context): void {
  if (transition !== 'commit' && transition !== 'expire') return;
  const amount = application.award?.fund ?? 0;
  const remains = transition === 'commit' ? amount : 0;
  advance(application, transition, { ...context, ledger: { reserved: amount, remaining: remains, paid: 0 } });
}

function factsOf(held: Commitment | undefined): LedgerFacts {
  if (!held) return { reserved: 0, remaining: 0, paid: 0 };
  const reserved = held.sources.reduce((sum, { drawn }) => sum + drawn, 0);
  return { reserved, remaining: remaining(held), paid: refundable(held) };
}

/** Of the caller's roles the one that may take the step; the first where none may. */
function roleFor(application: Application, transition: Transition, caller: Caller | undefined): Role | 'anyone' {
  const may = caller?.roles.find((role) => stepsFor(application, role).includes(transition));
  return may ?? caller?.roles[0] ?? 'anyone';
}

function newSubject(transition: Transition, newId: () => string): string | undefined {
  if (transition === 'object') return `objection-${newId().toLowerCase()}`;
  return transition === 'inspect' ? `finding-${newId().toLowerCase()}` : undefined;
}

function fileOf({ tracking: _, ...record }: ApplicationRecord, caller: Caller | undefined) {
  const { application, evidence } = record;
  const judged = evidence && judgeEvidence(evidence as Evidence);
  const steps = (caller?.roles ?? []).flatMap((role) => stepsFor(application, role));
  return {
    ...record,
    version: application.version,
    ...(judged && {
      outcome: { quorate: judged.outcome.quorate, passed: judged.outcome.passed, defects: [...judged.defects] },
    }),
    steps: [...new Set(steps)],
  };
}
