import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { diagram } from '../../../../functions/lists/projects/machine.ts';

test("the picture of a project's course in ARCHITECTURE.md is drawn from the rows", () => {
  const text = readFileSync(new URL('../../../../ARCHITECTURE.md', import.meta.url), 'utf8');
  expect(text).toContain(diagram().trim());
});
