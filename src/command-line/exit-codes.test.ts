import { describe, expect, it } from 'vitest';
import { exitCodeOfError, exitCodeOfVerdict, worstExitCode, worstStatus } from './exit-codes.js';

describe('exit codes', () => {
  it.each([
    ['USAGE', 2],
    ['RUN_UNREADABLE', 2],
    ['ENGINE_UNAVAILABLE', 3],
    ['IMAGE_UNAVAILABLE', 3],
    ['TOXIPROXY_UNAVAILABLE', 3],
    ['TOXIPROXY_LOST', 3],
    ['PORT_TAKEN', 3],
    ['NODE_START_FAILED', 3],
    ['STORAGE', 3],
    ['NODE_CRASHED', 1],
    ['ANOMALY', 1],
    ['INTERRUPTED', 130],
  ] as const)('%s ends with %i', (code, exitCode) => {
    expect(exitCodeOfError(code)).toBe(exitCode);
  });

  it.each([
    ['pass', 0],
    ['fail', 1],
    ['unknown', 4],
  ] as const)('the verdict %s ends with %i', (status, exitCode) => {
    expect(exitCodeOfVerdict({ status, reasons: [] })).toBe(exitCode);
  });

  it.each([
    [['pass', 'pass'], 'pass'],
    [['pass', 'unknown'], 'unknown'],
    [['unknown', 'fail', 'pass'], 'fail'],
  ] as const)('of %j the worst is %s', (statuses, worst) => {
    expect(worstStatus(statuses.map((status) => ({ verdict: { status, reasons: [] } })))).toBe(worst);
  });

  it.each([
    [[0, 0], 0],
    [[0, 4], 4],
    [[3, 4, 0], 3],
    [[4, 1, 3], 1],
    [[1, 130], 130],
  ])('of %j the worst is %i', (codes, worst) => {
    expect(worstExitCode(codes)).toBe(worst);
  });
});
