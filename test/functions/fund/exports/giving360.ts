/**
 * What is wrong with a 360Giving 1.4 package, one line each: the required fields and formats of the standard, read from
 * its own words and sharing nothing with the code that writes packages.
 */
export function faults360(told: unknown): string[] {
  const faults: string[] = [];
  const check = (right: boolean, what: string): void => void (right || faults.push(what));
  const root = record(told);
  check(root['version'] === '1.4', 'version');
  check(filled(record(root['publisher'])['name']), 'publisher.name');
  check(filled(root['license']), 'license');
  const grants = list(root['grants']);
  check(grants.length > 0, 'grants: one at least');
  check(new Set(grants.map((grant) => record(grant)['id'])).size === grants.length, 'grants: unique');
  grants.forEach((grant, i) => faults.push(...faultsOf(record(grant)).map((fault) => `grants/${i}/${fault}`)));
  return faults;
}

function faultsOf(grant: Fields): string[] {
  const wrong: string[] = [];
  const check = (right: boolean, what: string): void => void (right || wrong.push(what));
  check(/^360G-[A-Za-z0-9]+-[^/\s]+$/.test(String(grant['id'])), 'id');
  check(filled(grant['title']) && Array.from(String(grant['title'])).length < 140, 'title');
  check(filled(grant['description']), 'description');
  check(grant['currency'] === 'CNY', 'currency');
  check(isDay(grant['awardDate']), 'awardDate');
  check(isYuan(grant['amountAwarded']) && Number(grant['amountAwarded']) > 0, 'amountAwarded');
  for (const name of ['amountAppliedFor', 'amountDisbursed']) check(!(name in grant) || isYuan(grant[name]), name);
  check(organizations(grant['fundingOrganization']), 'fundingOrganization');
  check(organizations(grant['recipientOrganization']) !== 'recipientIndividual' in grant, 'one kind of recipient');
  check(!('url' in grant) || isAbsolute(grant['url']), 'url');
  for (const name of ['plannedDates', 'actualDates']) check(!(name in grant) || list(grant[name]).every(isSpan), name);
  const sums = { commitmentTransaction: 'amountAwarded', disbursementTransaction: 'amountDisbursed' };
  for (const [name, amount] of Object.entries(sums)) {
    const moves = list(grant[name]).map(record);
    const fen = moves.reduce((sum, { value }) => sum + Math.round(100 * Number(value)), 0);
    check(!(name in grant) || fen === Math.round(100 * Number(grant[amount])), `${name}: sum`);
    check(moves.every(isMove), name);
  }
  return wrong;
}

type Fields = Readonly<Record<string, unknown>>;
const record = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const filled = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const isYuan = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && /^-?\d+(\.\d{1,2})?$/.test(String(value));
const isDay = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
const isAbsolute = (value: unknown): boolean => typeof value === 'string' && /^https?:\/\/[^/\s]+\/\S*$/.test(value);

const isOrganization = (value: unknown): boolean => {
  const { id, name, url } = record(value);
  return filled(id) && filled(name) && (url === undefined || isAbsolute(url));
};
const organizations = (value: unknown): boolean => list(value).length > 0 && list(value).every(isOrganization);

const isSpan = (value: unknown): boolean => {
  const { startDate, endDate } = record(value);
  const days = [startDate, endDate].filter((day) => day !== undefined);
  return days.length > 0 && days.every(isDay) && (days.length < 2 || String(startDate) <= String(endDate));
};

const isMove = ({ id, transactionDate, currency, value, provider, recipient }: Fields): boolean =>
  [filled(id), isDay(transactionDate), currency === 'CNY', isYuan(value)].every(Boolean) &&
  isOrganization(provider) &&
  isOrganization(recipient);
