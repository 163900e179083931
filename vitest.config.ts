import { defineConfig } from 'vitest/config';

/** Tests that speak to one running stack; the others start in an instant. */
const stack = ['test/api/**/*.test.ts', 'test/journeys/**/*.test.ts', 'test/infra-local/{sign-in,start}.test.ts'];
/** What looks at the same stack when nobody else works on it, after all that was done to it. */
const last = ['test/api/rebuild.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: stack,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'stack',
          include: stack,
          exclude: last,
          globalSetup: ['test/stack.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'last',
          include: last,
          globalSetup: ['test/stack.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    // A page or a list may be late on a busy machine; the second that polls have by default failed a run.
    expect: { requireAssertions: true, poll: { timeout: 50_000, interval: 100 } },
  },
});
