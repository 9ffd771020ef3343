import { describe, expect, it } from 'vitest';
import { CodedError } from '../../nodes/coded-error.js';
import {
  exitCodeOfError,
  exitCodeOfRun,
  exitCodeOfVerdict,
  worstExitCode,
  worstStatus,
} from './exit-codes.js';

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
    ['NODE_CRASHED', 4],
    ['ANOMALY', 4],
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
    ['fail', new CodedError('NODE_CRASHED', 'n1 ended'), 1],
    ['unknown', new CodedError('NODE_CRASHED', 'n1 ended'), 4],
    ['pass', new CodedError('ANOMALY', 'n1 was reported failed'), 4],
    ['fail', new CodedError('TOXIPROXY_LOST', 'it ended'), 3],
    ['fail', new CodedError('INTERRUPTED', 'Ctrl-C'), 130],
    ['fail', new TypeError('x is not a function'), 70],
    ['fail', undefined, 1],
    ['pass', undefined, 0],
  ] as const)('a run with the verdict %s that %s ended ends with %i', (status, error, exitCode) => {
    expect(exitCodeOfRun({ status, reasons: [] }, error)).toBe(exitCode);
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
