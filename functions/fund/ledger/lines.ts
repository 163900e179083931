/**
 * A journal's text as the verifier takes it. Ours stands one row a line, so that where the text is no JSON any more, what
 * can still be read is, and the rows that cannot be stand as null: the verifier names the first of them.
 * @returns undefined when not even the journal's claims, before its rows, can be read
 */
export function readJournal(text: string): unknown {
  const whole = parsed(text);
  if (whole !== undefined) return whole;
  const [first = '', ...lines] = text.split('\n');
  const claims = parsed(`${first}]}`);
  if (typeof claims !== 'object' || claims === null) return undefined;
  const rows = lines.map((line) => line.replace(/,$/, '')).filter((line) => line !== '' && line !== ']}');
  // A text that was cut off behind a whole row lacks a row, or its end.
  if (!text.trimEnd().endsWith(']}')) rows.push('');
  return { ...claims, rows: rows.map((row) => parsed(row) ?? null) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
