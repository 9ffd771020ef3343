import type { HistoryRecord } from '../record.js';

/** A record with plausible fields, of which a test changes some. */
export const historyRecord = (change: Partial<HistoryRecord> = {}): HistoryRecord => ({
  schemaVersion: 1,
  time: '2026-11-24T19:46:30.500Z',
  night: '20261124T194630Z',
  suite: 'quick',
  entry: 'push-pull',
  definition: '1a2b3c4d',
  part: 'night',
  runtime: 'process',
  machine: '5e6f7a8b',
  commit: '0123456789abcdef0123456789abcdef01234567',
  overrides: '',
  runId: '7k2m9q4x',
  status: 'pass',
  metric: 'fullDisseminationMs.p50',
  value: 123.4,
  ...change,
});
