import type { Result, Verdict } from '../../bench/metrics/result.js';
import type { ErrorCode } from '../../nodes/coded-error.js';

/** Exit codes, as the README documents them. */
export const exitCodes = {
  pass: 0,
  fail: 1,
  usage: 2,
  environment: 3,
  unknown: 4,
  /** An error that nobody raised on purpose (EX_SOFTWARE of sysexits.h). */
  internal: 70,
  /** 128 + SIGINT. */
  interrupted: 130,
} as const;

/** The one map from error code to exit code. */
const ofError: Record<ErrorCode, number> = {
  USAGE: exitCodes.usage,
  RUN_UNREADABLE: exitCodes.usage,
  ENGINE_UNAVAILABLE: exitCodes.environment,
  IMAGE_UNAVAILABLE: exitCodes.environment,
  TOXIPROXY_UNAVAILABLE: exitCodes.environment,
  TOXIPROXY_LOST: exitCodes.environment,
  PORT_TAKEN: exitCodes.environment,
  NODE_START_FAILED: exitCodes.environment,
  NODE_UNREACHABLE: exitCodes.environment,
  NODE_BUSY: exitCodes.environment,
  LOAD_GENERATOR_LOST: exitCodes.environment,
  STORAGE: exitCodes.environment,
  // The harness was stopped, or the machine suspended: that says nothing of the nodes.
  HARNESS_STOPPED: exitCodes.unknown,
  // What was measured failed, not its surroundings.
  NODE_CRASHED: exitCodes.fail,
  ANOMALY: exitCodes.fail,
  INTERRUPTED: exitCodes.interrupted,
};

export const exitCodeOfError = (code: ErrorCode): number => ofError[code];

export const exitCodeOfVerdict = ({ status }: Verdict): number => exitCodes[status];

/** The worst of several verdicts: one failure fails them all, and what is not known is no pass. */
export function worstStatus(results: readonly Pick<Result, 'verdict'>[]): Verdict['status'] {
  const statuses = new Set(results.map(({ verdict }) => verdict.status));
  if (statuses.has('fail')) return 'fail';
  return statuses.has('unknown') ? 'unknown' : 'pass';
}

/** From the worst to the best: what was interrupted says least, and a failure outweighs what is not known. */
const byGravity: readonly number[] = [
  exitCodes.interrupted,
  exitCodes.internal,
  exitCodes.usage,
  exitCodes.fail,
  exitCodes.environment,
  exitCodes.unknown,
  exitCodes.pass,
];

/** The exit code of several runs together. */
export const worstExitCode = (codes: readonly number[]): number =>
  byGravity.find((code) => codes.includes(code)) ?? exitCodes.internal;
