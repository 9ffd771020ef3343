import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,nodes,chaos,bench}/**/*.test.ts'],
    disableConsoleIntercept: true,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: '.test-report.json' }]],
  },
});
