import { expect, test } from 'vitest';
import { common, messages } from '../../../functions/http/messages.ts';
import { languageOf, problemOf } from '../../../functions/http/problem.ts';
import { Refusal } from '../../../functions/http/refusal.ts';
import { pillars } from '../../../functions/pillars.ts';
import type { Route } from '../../../functions/http/route.ts';

const rows: [string, Route][] = Object.values(pillars).flatMap((pillar) => Object.entries<Route>(pillar));

test('the language is the one that the caller prefers, Chinese by default', () => {
  expect(languageOf(undefined)).toBe('zh-CN');
  expect(languageOf('en-GB,en;q=0.9')).toBe('en');
  expect(languageOf('fr, zh;q=0.4, en;q=0.6')).toBe('en');
  expect(languageOf('en;q=0, zh-TW')).toBe('zh-CN');
  expect(languageOf('de')).toBe('zh-CN');
});

test('a refusal becomes a problem with its facts in the sentence and a pointer', () => {
  const refusal = new Refusal('more-grids-than-buildings', '#/grids', { buildings: 5, grids: 9 });
  expect(problemOf(refusal, 'en', 'r1')).toEqual({
    type: '/api/#more-grids-than-buildings',
    title: 'More grids than buildings',
    status: 422,
    detail: '5 buildings cannot make 9 grids.',
    instance: 'urn:sonata:request:r1',
    refusal: 'more-grids-than-buildings',
    errors: [{ pointer: '#/grids', detail: '5 buildings cannot make 9 grids.' }],
  });
  expect(problemOf(refusal, 'zh-CN', 'r1').detail).toBe('共 5 栋楼，分不成 9 个网格。');
});

test.each(rows)('every refusal of %s has its sentences in both languages', (_, row) => {
  for (const name of [...row.refusals, ...common]) {
    const message = messages[name];
    expect(message, name).toBeDefined();
    for (const sentence of [message!.title, message!.detail]) {
      expect(sentence.zh.length, name).toBeGreaterThan(0);
      expect(sentence.en.length, name).toBeGreaterThan(0);
    }
  }
});

test.each(rows)('every path parameter of %s has a schema, and no other has', (_, row) => {
  const inPath = [...row.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  expect(Object.keys(row.params?.shape ?? {}).sort()).toEqual(inPath.sort());
});
