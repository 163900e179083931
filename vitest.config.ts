import { defineConfig } from 'vitest/config';

/** Tests that speak to a running stack; the others start in an instant. */
const stack = ['test/api/**/*.test.ts', 'test/journeys/**/*.test.ts', 'test/infra-local/{sign-in,start}.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'rooms', include: ['test/**/*.test.ts'], exclude: stack } },
      { extends: true, test: { name: 'stack', include: stack, globalSetup: ['test/stack.ts'] } },
    ],
    expect: { requireAssertions: true },
  },
});
