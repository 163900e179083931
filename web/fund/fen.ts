/** '2,000.5' yuan as fen; undefined where it is no amount. */
export function fenOf(text: string): number | undefined {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.replace(/[,，\s元]/g, ''));
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined;
}

/** '道闸一套 4200' as a name and fen; undefined where it is neither. */
export function lineOf(text: string): { name: string; amount: number } | undefined {
  const found = /^(.*\S)\s+([\d,，.]+)\s*元?$/.exec(text.trim());
  const amount = found?.[2] === undefined ? undefined : fenOf(found[2]);
  return found?.[1] !== undefined && amount !== undefined && amount > 0 ? { name: found[1], amount } : undefined;
}
