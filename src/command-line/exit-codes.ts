import type { Verdict } from '../../bench/result/result.js';
import { CodedError, type ErrorCode } from '../../nodes/coded-error.js';

/** Exit codes, as the README documents them. */
export const exitCodes = {
  pass: 0,
  fail: 1,
  usage: 2,
  environment: 3,
  unknown: 4,
  /** An error that nobody raised on purpose (EX_SOFTWARE of sysexits.h). */
  internal: 70,
  /** 128 + SIGINT; of SIGTERM and SIGHUP (a closed terminal), too. */
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
  RELAY_LOST: exitCodes.environment,
  TRANSPARENT_LINKS_UNAVAILABLE: exitCodes.environment,
  NODE_BUILD_FAILED: exitCodes.environment,
  PORT_TAKEN: exitCodes.environment,
  NODE_START_FAILED: exitCodes.environment,
  NODE_UNREACHABLE: exitCodes.environment,
  NODE_BUSY: exitCodes.environment,
  LOAD_GENERATOR_LOST: exitCodes.environment,
  STORAGE: exitCodes.environment,
  // The harness was stopped, or the machine suspended: that says nothing of the nodes.
  HARNESS_STOPPED: exitCodes.unknown,
  // Where a run has a verdict, that decides: exitCodeOfRun.
  NODE_CRASHED: exitCodes.unknown,
  ANOMALY: exitCodes.unknown,
  INTERRUPTED: exitCodes.interrupted,
};

export const exitCodeOfError = (code: ErrorCode): number => ofError[code];

export const exitCodeOfVerdict = ({ status }: Verdict): number => exitCodes[status];

/** What was measured ended the run, not its surroundings: the verdict knows what that means. */
const ofTheMeasured: ReadonlySet<ErrorCode> = new Set(['NODE_CRASHED', 'ANOMALY']);

/** Of a run with its verdict, and why it did not complete, if so. 1 is for the verdict fail alone. */
export function exitCodeOfRun(verdict: Verdict, error: unknown): number {
  if (error === undefined) return exitCodeOfVerdict(verdict);
  if (!(error instanceof CodedError)) return exitCodes.internal;
  if (!ofTheMeasured.has(error.code)) return exitCodeOfError(error.code);
  return verdict.status === 'fail' ? exitCodes.fail : exitCodes.unknown;
}

/** The worst of several verdicts: one failure fails them all, and what is not known is no pass. */
export function worstStatus(
  results: readonly { readonly verdict: Pick<Verdict, 'status'> }[],
): Verdict['status'] {
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
