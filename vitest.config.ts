import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,nodes,chaos,bench}/**/*.test.ts'],
    disableConsoleIntercept: true,
    // Guards against hanging: machines differ fivefold in speed, and a busy one is slower still.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: '.test-report.json' }]],
  },
});
