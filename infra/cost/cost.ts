import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

// npm run cost -- [--counties N]: what N counties cost a year in the cloud, from measured units, prices and assumptions.

type Figures = Readonly<Record<string, number>>;
interface Units {
  readonly measuredAt: string;
  readonly operations: Readonly<Record<string, { readonly reads: number; readonly writes: number }>>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));

/** Which measured operation stands for each kind of work of the year. */
const kinds = {
  reads: 'read a page of 200 buildings',
  creates: 'record a demand',
  transitions: 'accept a demand (a transition)',
  publishes: 'publish a plan',
  postings: 'record and confirm a contribution',
} as const;

/** A system's call is counted against its quota and kept for the audit: a write each, and its record is read. */
const SYSTEM_CALL = { reads: 2, writes: 2 };

/**
 * Dollars a year by line.
 * @param counties how many share one stack; alarms are the stack's, all else grows with them
 */
export function yearly(counties: number, units: Units, prices: Figures, year: Figures): Map<string, number> {
  const a = (name: string): number => (year[name] ?? 0) * counties;
  const p = (name: string): number => prices[name] ?? 0;
  const million = 1e6;
  let reads = a('systemCalls') * SYSTEM_CALL.reads;
  let writes = a('systemCalls') * SYSTEM_CALL.writes;
  for (const [kind, operation] of Object.entries(kinds)) {
    const each = units.operations[operation] ?? { reads: 0, writes: 0 };
    reads += a(kind) * each.reads;
    writes += a(kind) * each.writes;
  }
  const changes = a('creates') + a('transitions') + a('publishes') + a('postings');
  const calls = a('reads') + changes + a('systemCalls');
  const gbSeconds = ((calls + changes) * (year['functionMs'] ?? 0) * (year['functionGb'] ?? 0)) / 1000;
  return new Map([
    ['DynamoDB reads', (reads * p('dynamodbReadPerMillion')) / million],
    ['DynamoDB writes', (writes * p('dynamodbWritePerMillion')) / million],
    [
      'DynamoDB storage and recovery',
      a('storageGb') * 12 * (p('dynamodbStoragePerGbMonth') + p('dynamodbBackupPerGbMonth')),
    ],
    ['Lambda', ((calls + changes) * p('lambdaPerMillion')) / million + gbSeconds * p('lambdaArmPerGbSecond')],
    ['HTTP API', (calls * p('httpApiPerMillion')) / million],
    [
      'CloudFront',
      (a('visits') * p('cloudfrontPerMillion')) / million +
        ((a('visits') * (year['kbPerVisit'] ?? 0)) / million) * p('cloudfrontPerGb'),
    ],
    [
      'S3',
      ((a('publishes') + a('postings')) * (year['putsPerChange'] ?? 0) * p('s3PutPerMillion')) / million +
        a('storageGb') * 12 * p('s3StoragePerGbMonth'),
    ],
    ['Logs', ((calls * (year['logKbPerCall'] ?? 0)) / million) * p('logsPerGb')],
    ['Alarms', (year['alarms'] ?? 0) * 12 * p('alarmPerMonth')],
  ]);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { counties: { type: 'string', default: '1' } } });
  const counties = Number(values.counties);
  if (!Number.isInteger(counties) || counties < 1 || counties > 10_000) {
    console.error(`--counties is '${values.counties}'; it takes a whole number from 1 to 10000.`);
    process.exit(2);
  }
  const units = read('units.json') as Units;
  const prices = read('prices.json') as Figures & { asOf: string; region: string };
  const lines = yearly(counties, units, prices, read('year.json') as Figures);
  for (const [name, dollars] of lines) console.log(`${name.padEnd(32)} ${dollars.toFixed(2).padStart(14)} USD`);
  const total = [...lines.values()].reduce((sum, each) => sum + each, 0);
  console.log(
    `${`${counties} ${counties === 1 ? 'county' : 'counties'}, a year`.padEnd(32)} ${total.toFixed(2).padStart(14)} USD`,
  );
  console.log(
    `units measured ${units.measuredAt}, ${prices.region} list prices as of ${prices.asOf}, the year in infra/cost/year.json`,
  );
}
