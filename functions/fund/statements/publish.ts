import { csv, type Cell } from '../../exports/csv.ts';
import { yuan } from '../exports/yuan.ts';
import type { Json } from '../ledger/canonical.ts';
import { canonical } from '../ledger/canonical.ts';
import { sha256 } from '../ledger/chain.ts';
import type { Change, Statement } from './statement.ts';

/** A statement as it is published: canonical JSON and its SHA-256, hex. */
export interface Published {
  readonly json: string;
  readonly digest: string;
}

/** The bytes of a statement: canonical JSON (RFC 8785) and a line end. */
export const statementJson = (statement: Statement): string => `${canonical(statement as unknown as Json)}\n`;

/** The statement's bytes with their digest, which names the version for good. */
export async function published(statement: Statement): Promise<Published> {
  const json = statementJson(statement);
  return { json, digest: await sha256(new TextEncoder().encode(json)) };
}

/**
 * A published statement is never changed: what differs becomes its next version, which says what changed and why.
 * @returns the version in force when nothing differs
 */
export function correct(before: Statement, now: Statement, reason: string): Statement {
  const changes = differences(bare(before), bare(now), '#');
  if (changes.length === 0) return before;
  return { ...now, version: before.version + 1, corrects: { version: before.version, reason, changes } };
}

function bare(statement: Statement): Json {
  const { version: _version, corrects: _corrects, ...rest } = statement;
  return rest as unknown as Json;
}

function differences(from: Json | undefined, to: Json | undefined, pointer: string): Change[] {
  if (!isTree(from) || !isTree(to)) {
    const [a, b] = [from, to].map((value) => (value === undefined ? '' : canonical(value)));
    return a === b ? [] : [{ pointer, from: a ?? '', to: b ?? '' }];
  }
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return keys.flatMap((key) =>
    differences(from[key], to[key], `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

type Tree = { readonly [key: string]: Json | undefined };
const isTree = (value: Json | undefined): value is Tree => typeof value === 'object' && value !== null;

/** The statement as CSV: section, item, yuan or count, remark. */
export const statementCsv = (statement: Statement): string =>
  csv(['section', 'item', 'yuan', 'remark'], lines(statement));

function* lines(of: Statement): Generator<Cell[]> {
  yield ['statement', of.id, '', `${of.name}, ${of.period.from} - ${of.period.to}, version ${of.version}`];
  yield* amounts('opening', of.opening);
  yield* amounts('in', of.flows.in);
  yield* amounts('out', of.flows.out);
  yield* amounts('commitments', of.flows.commitments);
  yield ['earmarks', 'consented', yuan(of.flows.consented), ''];
  yield* amounts('closing', of.closing);
  for (const row of of.applications) {
    const { application, project, ...fen } = row;
    for (const [item, amount] of Object.entries(fen))
      yield ['application', `${application} ${item}`, yuan(amount), project?.title ?? ''];
    for (const name of project?.shortcomings ?? []) yield ['compliance', application, '', name];
    for (const { on, finding, followedUp } of project?.inspections ?? [])
      yield ['inspection', application, '', `${on} ${finding}${followedUp ? ' (followed up)' : ''}`];
  }
  for (const { application, title, state, cost, asked } of of.pending) {
    yield ['pending', `${application} cost`, yuan(cost), `${title} (${state})`];
    yield ['pending', `${application} asked`, yuan(asked), `${title} (${state})`];
  }
  if (of.pledges) {
    const { rows, ...sums } = of.pledges;
    yield* amounts('pledges (in no balance)', sums);
    for (const { pledge, dueOn, state, amount, received } of rows) {
      yield ['pledge', `${pledge} promised`, yuan(amount), `due ${dueOn}, ${state}`];
      yield ['pledge', `${pledge} received`, yuan(received), ''];
    }
  }
  for (const { seq, on, state, since } of of.findings ?? [])
    yield ['audit finding', `entry ${seq}`, '', `${on}, ${state} since ${since}`];
  for (const late of of.late)
    yield ['late', `${late.seq} ${late.id}`, yuan(late.amount), `${late.kind} of ${late.valueDay}`];
  for (const undone of of.undone)
    yield ['reversal', `${undone.seq} ${undone.entry}`, yuan(undone.amount), `${undone.kind}: ${undone.reason}`];
  if (of.corrects) yield ['correction', `version ${of.corrects.version}`, '', of.corrects.reason];
  for (const { pointer, from, to } of of.corrects?.changes ?? []) yield ['correction', pointer, '', `${from} -> ${to}`];
  yield ['chain', `head before ${of.chain.before.seq}`, '', of.chain.before.hash];
  yield ['chain', `head after ${of.chain.after.seq}`, '', of.chain.after.hash];
}

function* amounts(section: string, fen: object): Generator<Cell[]> {
  for (const [item, amount] of Object.entries(fen) as [string, number][]) yield [section, item, yuan(amount), ''];
}
