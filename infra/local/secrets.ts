import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { replaceFile } from './bucket.ts';
import type { Names } from './names.ts';

/**
 * The template's secrets, each made once and kept in the data folder.
 * @returns replaces dynamic references '{{resolve:secretsmanager:<arn>:SecretString:::}}' in a text
 */
export async function openSecrets(names: Names, file: string): Promise<(text: string) => string> {
  const kept =
    z.record(z.string(), z.string()).safeParse(await readFile(file, 'utf8').then(JSON.parse, () => ({}))).data ?? {};
  const secrets = names.all('AWS::SecretsManager::Secret').map(({ id }) => names.arn(id));
  const missing = secrets.filter((arn) => kept[arn] === undefined);
  for (const arn of missing) kept[arn] = randomBytes(32).toString('hex');
  if (missing.length > 0) await replaceFile(file, JSON.stringify(kept));
  return (text) =>
    text.replace(/\{\{resolve:secretsmanager:(.+?):SecretString:[^}]*\}\}/g, (_, arn: string) => {
      const value = kept[arn];
      if (value === undefined) throw new Error(`the template holds no secret ${arn}`);
      return value;
    });
}
