import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ulid } from 'ulid';
import { Conflict, pause, type Table, type Write } from '../table/table.ts';
import type { Action, Actions, Context, Outcome } from './actions.ts';
import type { Admission, Gate } from './admission.ts';
import { cursors } from './cursor.ts';
import { origin } from './origin.ts';
import { type Answered, type Idempotency, idempotencyOf } from './idempotency.ts';
import { methodsOf } from './methods.ts';
import { parseInput } from './parse.ts';
import { type Caller, divisionOf, permits, scopeOf } from './policy.ts';
import { type Language, languageOf, say } from './problem.ts';
import { Refusal, refuse } from './refusal.ts';
import { answerTo, conduct, instantOf, type ProblemWriter } from './conduct.ts';
import { API_BASE, type Contract, type Route } from './route.ts';

export interface Settings {
  readonly pillar: string;
  readonly table: Table;
  /** Appended to with every effect; its role can neither update nor delete. */
  readonly journal: Table;
  readonly cursorSecret: string;
  readonly verify: (authorization: string | undefined) => Promise<Caller>;
  /** Lets the county's systems in, within their quota, and keeps that they called. */
  readonly gate: Gate;
}

interface Served {
  readonly name: string;
  readonly row: Route;
  readonly action: Action<Route>;
  readonly problems: ProblemWriter | undefined;
}

type Rooms = readonly (readonly [Contract, Actions<Contract>, ProblemWriter | undefined])[];

/**
 * Pairs a contract with its actions, so that each row has exactly one.
 * @param problems writes its refusals, where its standard has a shape of its own for them
 */
export const room = <C extends Contract>(rows: C, actions: Actions<C>, problems?: ProblemWriter) =>
  [rows, actions as unknown as Actions<Contract>, problems] as const;

/** How often an action runs again when something moved in between, before the caller is asked to. */
const TRIES = 8;

/**
 * The Lambda handler of a pillar: its rooms' rows, served with one conduct.
 * @param methodsAt what any pillar's contract takes at a path, for the function that answers the gateway's `$default`
 */
export function serve(settings: Settings, rooms: Rooms, methodsAt: (path: string) => readonly string[] = () => []) {
  const routes = new Map<string, Served>();
  for (const [rows, actions, problems] of rooms) {
    for (const [name, row] of Object.entries(rows)) {
      routes.set(`${row.method} ${API_BASE}${row.path}`, { name, row, action: actions[name]!, problems });
    }
  }
  const taken = methodsOf(rooms.map(([rows]) => rows));
  const admissions = new WeakMap<object, Admission>();
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(
      conduct({
        operationOf: (event) => routes.get(event.routeKey)?.name ?? 'unknown',
        problemsOf: (event) => routes.get(event.routeKey)?.problems,
        admissionOf: (event) => admissions.get(event),
        keep: (client, call) => settings.gate.keep(client, call),
      }),
    )
    .handler(async (event, lambda) => {
      const served = routes.get(event.routeKey) ?? unrouted(methodsAt(event.rawPath));
      // The gateway takes GET /plans/drawn for a plan of that name, where only POST /plans/drawn stands.
      const methods = taken(event.rawPath);
      if (methods.length > 0 && !methods.includes(served.row.method)) unrouted(methods);
      const admission = await admit(event, served.row, settings);
      if (admission) admissions.set(event, admission);
      const answered = await handle(event, served, settings, {
        caller: admission?.caller,
        requestId: lambda.awsRequestId,
      });
      return answerTo(event, served.row, answered);
    });
}

function unrouted(methods: readonly string[]): never {
  return methods.length > 0
    ? refuse('method-not-allowed', undefined, { allow: methods.join(', ') })
    : refuse('route-unknown');
}

/** Who calls, by the token and, for a system, by its record; undefined where anyone may. */
async function admit(event: APIGatewayProxyEventV2, row: Route, settings: Settings): Promise<Admission | undefined> {
  if (row.who === 'anyone') return undefined;
  return settings.gate.admit(await settings.verify(event.headers['authorization']), instantOf(event));
}

async function handle(
  event: APIGatewayProxyEventV2,
  served: Served,
  settings: Settings,
  { caller, requestId }: { readonly caller: Caller | undefined; readonly requestId: string },
): Promise<Answered> {
  const { row } = served;
  const language = languageOf(event.headers['accept-language']);
  authorize(row, settings.pillar, caller, event);
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const input = parseInput(
    row,
    {
      params: event.pathParameters ?? {},
      query: event.queryStringParameters ?? {},
      contentType: event.headers['content-type'],
      bytes,
      asText: !event.isBase64Encoded,
    },
    language,
  );
  const now = instantOf(event);
  const context = contextOf(event, row, settings, { caller, language, now, requestId });
  const idempotency = row.creates
    ? idempotencyOf(settings.table, event.headers['idempotency-key'], `${caller?.client ?? ''}#${caller?.id ?? ''}`, [
        event.routeKey,
        event.rawPath,
        event.rawQueryString,
        bytes,
      ])
    : undefined;
  const run = async () => served.action(input as never, context);
  return perform(run, {
    settings,
    served,
    context,
    idempotency,
    subject: divisionOf(event.pathParameters) ?? settings.pillar,
  });
}

function authorize(row: Route, pillar: string, caller: Caller | undefined, event: APIGatewayProxyEventV2): void {
  if (row.who === 'anyone') return;
  if (!caller || !caller.scopes.includes(scopeOf(pillar, row.method))) refuse('forbidden');
  if (!permits(caller, row.who, divisionOf(event.pathParameters))) refuse('forbidden');
}

interface Known {
  readonly caller: Caller | undefined;
  readonly language: Language;
  readonly now: string;
  readonly requestId: string;
}

function contextOf(event: APIGatewayProxyEventV2, row: Route, settings: Settings, known: Known): Context {
  const { cursor: _, ...filter } = event.queryStringParameters ?? {};
  const ifMatch = event.headers['if-match'];
  if (row.changes && !ifMatch) refuse('if-match-missing');
  return {
    now: known.now,
    caller: known.caller,
    requestId: known.requestId,
    newId: () => ulid(),
    from: (scope) => origin(event, scope, settings.cursorSecret),
    say: (sentence) => say(sentence, known.language),
    matches: (version) => {
      if (ifMatch !== etagOf(version)) refuse('version-stale');
    },
    cursor: cursors(
      settings.cursorSecret,
      JSON.stringify([event.routeKey, event.rawPath, Object.entries(filter).sort(), known.caller?.division]),
    ),
  };
}

interface Performance {
  readonly settings: Settings;
  readonly served: Served;
  readonly context: Context;
  readonly idempotency: Idempotency | undefined;
  readonly subject: string;
}

/**
 * Runs the action and commits what it decided, again on fresh data when something moved in between. A conflict that
 * our own commit caused (it happened, but its answer was lost) shows by its journal entry, and is a success.
 */
async function perform(run: () => Promise<Outcome<unknown>>, performance: Performance): Promise<Answered> {
  const { settings, context, idempotency } = performance;
  const trail = journalEntry(performance);
  for (let tries = 1; tries <= TRIES; tries++) {
    let answered: ReturnType<typeof answeredBy> | undefined;
    try {
      const earlier = await idempotency?.earlier(context.now);
      if (earlier && 'answered' in earlier) return earlier.answered;
      answered = answeredBy(await run(), performance.served.row);
      if (!answered.writes && !idempotency) return answered.told;
      const record = idempotency && earlier ? [idempotency.record(answered, earlier.replaces, context.now)] : [];
      await settings.table.commit([
        ...(answered.writes ?? []),
        { put: trail, expect: 'absent', table: settings.journal.name },
        ...record,
      ]);
      return answered.told;
    } catch (error) {
      if (!(error instanceof Conflict)) {
        // Refused because the same request was carried out meanwhile: its answer is ours.
        const meanwhile = error instanceof Refusal ? await idempotency?.earlier(context.now) : undefined;
        if (meanwhile && 'answered' in meanwhile) return meanwhile.answered;
        throw error;
      }
      if (answered && (await settings.journal.get(trail))) return answered.told;
      await pause(tries);
    }
  }
  return refuse('busy');
}

/** What a repeated request is answered with, and what this one is told besides. */
function answeredBy(
  outcome: Outcome<unknown>,
  row: Route,
): Answered & { readonly told: Answered; readonly writes: readonly Write[] | undefined } {
  const { body, once, version, writes, type, next } = outcome;
  const answer = { status: row.status ?? 200, version, type, next };
  const text = row.answers ? String(body) : JSON.stringify(body);
  const told = { ...answer, body: once ? JSON.stringify({ ...(body as object), ...once }) : text };
  return { ...answer, body: text, told, writes };
}

/** Who did what when: appended with every effect, to the table that no role may update or delete from. */
function journalEntry({ served, context, subject }: Performance) {
  return {
    pk: subject,
    sk: `${context.now}#${context.requestId}`,
    operation: served.name,
    by: context.caller?.id,
    client: context.caller?.client,
    roles: context.caller?.roles,
    requestId: context.requestId,
  };
}

/** A strong ETag of a record's version. */
export const etagOf = (version: number): string => `"${version}"`;
