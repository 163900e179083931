import { expect, test } from 'vitest';
import { matchRoute } from '../../infra/local/routing.ts';

const routes = [
  '$default',
  'GET /grids/{grid}',
  'GET /grids/near',
  'ANY /grids/{grid}',
  'GET /grids/{grid}/units',
  'GET /files/{path+}',
  'GET /',
].map((key) => ({ key }));
const named = routes.slice(1);
const match = (method: string, path: string, from = named) => {
  const found = matchRoute(from, method, path);
  return found && [found.route.key, found.parameters];
};

test('a literal segment comes before a parameter', () => {
  expect(match('GET', '/grids/near')).toEqual(['GET /grids/near', {}]);
  expect(match('GET', '/grids/far')).toEqual(['GET /grids/{grid}', { grid: 'far' }]);
});

test('a named method comes before ANY', () => {
  expect(match('GET', '/grids/1')?.[0]).toBe('GET /grids/{grid}');
  expect(match('DELETE', '/grids/1')?.[0]).toBe('ANY /grids/{grid}');
});

test('parameters are decoded, and none is empty', () => {
  expect(match('GET', '/grids/%E5%87%A4%2F1')).toEqual(['GET /grids/{grid}', { grid: '凤/1' }]);
  expect(match('GET', '/grids/')).toBeUndefined();
});

test('a greedy parameter takes the rest', () => {
  expect(match('GET', '/files/a/b/c')).toEqual(['GET /files/{path+}', { path: 'a/b/c' }]);
});

test('what no route fits is nobody’s, unless there is a default', () => {
  expect(match('GET', '/grids/1/units/2')).toBeUndefined();
  expect(match('GET', '/grids/1/units/')).toBeUndefined();
  expect(match('GET', '/elsewhere', routes)).toEqual(['$default', {}]);
});
