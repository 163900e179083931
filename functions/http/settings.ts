import { gate } from './admission.ts';
import type { Signer } from './presigned.ts';
import { tokenVerifier } from './token.ts';
import type { Settings } from './serve.ts';
import { documents, openTable } from '../table/table.ts';

/**
 * What a pillar's function takes from its environment.
 * @throws Error naming the variable that is missing: a misconfigured function must not start
 */
export function settingsOf(pillar: string, tableVariable: string): Settings {
  const client = documents();
  return {
    pillar,
    table: openTable(variable(tableVariable), client),
    journal: openTable(variable('TABLE_JOURNAL'), client),
    gate: gate(openTable(variable('TABLE_SYSTEM'), client)),
    cursorSecret: variable('CURSOR_SECRET'),
    verify: tokenVerifier({
      issuer: variable('ISSUER'),
      audience: variable('AUDIENCE'),
      claims: {
        roles: variable('CLAIM_ROLES'),
        division: variable('CLAIM_DIVISION'),
        unit: variable('CLAIM_UNIT'),
        fund: variable('CLAIM_FUND'),
      },
      scopePrefix: process.env['SCOPE_PREFIX'] ?? '',
    }),
  };
}

/** The function's own role, as the runtime hands it over. */
export const signer = (): Signer => ({
  keyId: variable('AWS_ACCESS_KEY_ID'),
  secret: variable('AWS_SECRET_ACCESS_KEY'),
  token: process.env['AWS_SESSION_TOKEN'],
  region: variable('AWS_REGION'),
});

export function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`the environment lacks ${name}`);
  return value;
}
