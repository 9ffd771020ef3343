import { CodedError } from '../../nodes/coded-error.js';
import { type Result, type RunContext, resultSchema, type Verdict } from '../result/result.js';
import { type Spec, specSchema } from '../spec/spec.js';
import type { Analysis } from './analysis.js';

/** The part of a run's context that its journal does not hold; a whole context serves too. */
export type Surroundings = Pick<
  RunContext,
  'versions' | 'machine' | 'runtimeReason' | 'startedAt' | 'loadAverage'
>;

/** A run of anomalies has a note for each. */
const mostWarnings = 50;

/**
 * The content of result.json, with its keys in one fixed order, so that the same run gives the same bytes.
 * @throws CodedError RUN_UNREADABLE for a journal without a first line
 */
export function toResult(
  spec: Spec,
  analysis: Analysis,
  surroundings: Surroundings,
  verdict: Verdict,
): Result {
  const { run, state, phase, faults, metrics, warnings } = analysis;
  if (!run) {
    throw new CodedError('RUN_UNREADABLE', 'The journal has no first line, so its run is unknown.', {
      remedy: 'Run again: nothing was measured.',
    });
  }
  return resultSchema.parse({
    schemaVersion: 1,
    runId: run.runId,
    state,
    phase,
    verdict,
    spec: specSchema.parse(spec),
    context: contextOf(spec, analysis, run, surroundings),
    faults,
    metrics,
    ...(warnings.length > 0 && { warnings: shortened(warnings) }),
  });
}

function shortened(warnings: readonly string[]): string[] {
  if (warnings.length <= mostWarnings) return [...warnings];
  const rest = warnings.length - mostWarnings;
  return [...warnings.slice(0, mostWarnings), `${rest} further warnings are in the journal.`];
}

function contextOf(
  spec: Spec,
  { durationMs, harness }: Analysis,
  run: NonNullable<Analysis['run']>,
  { versions, machine, runtimeReason, startedAt, loadAverage }: Surroundings,
): RunContext {
  const byName = Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    versions: Object.fromEntries(byName),
    machine,
    seed: spec.seed,
    runtime: run.runtime,
    runtimeReason,
    startedAt,
    durationMs,
    loadAverage,
    ...(harness.cpuShare !== undefined && { harnessCpuShare: harness.cpuShare }),
    ...(harness.machineBusyShare !== undefined && { machineBusyShare: harness.machineBusyShare }),
    clockOffsetMs: run.clockOffsetMs,
    clockUncertaintyMs: run.clockUncertaintyMs,
  };
}
