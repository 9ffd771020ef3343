import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../nodes/coded-error.js';
import type { Phase } from '../journal/phase.js';

export interface RunEnd {
  readonly state: 'completed' | 'failed' | 'interrupted';
  readonly phase: Phase;
  /** Why the run did not complete. */
  readonly error?: unknown;
}

export interface RunOutcome extends RunEnd {
  /** Versions of engine, proxy and image, as the cluster reported them. */
  readonly versions: Readonly<Record<string, string>>;
}

/** A call can fail a moment before the cluster reports its loss. */
const lossNoticeMs = 1_500;

/**
 * How a run ended that did not complete. The first cause wins: an interruption, or what the cluster lost, explains the
 * calls that failed because of it.
 */
export async function endOf(
  error: unknown,
  phase: Phase,
  interrupted: AbortSignal,
  lost: AbortSignal,
): Promise<RunEnd> {
  if (interrupted.aborted) return { state: 'interrupted', phase, error: interrupted.reason };
  if (error instanceof CodedError && error.code === 'NODE_UNREACHABLE') await aborted(lost, lossNoticeMs);
  return { state: 'failed', phase, error: lost.aborted ? lost.reason : error };
}

async function aborted(signal: AbortSignal, limitMs: number): Promise<void> {
  await sleep(limitMs, undefined, { signal }).catch(() => undefined); // An abort is what is waited for.
}
