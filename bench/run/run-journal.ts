import { CodedError } from '../../nodes/coded-error.js';
import type { Clock } from '../../nodes/runtime/clock.js';
import type { RunningCluster, Runtime } from '../../nodes/runtime/cluster.js';
import { measureClockOffset } from '../journal/clock-offset.js';
import type { Recorder } from '../journal/recorder.js';
import type { SpecDigests } from '../spec/spec-digests.js';
import type { RunEnd } from './run-outcome.js';
import { isReadInBulk } from './watch/bulk-reading.js';

interface RunName {
  readonly runId: string;
  readonly startedAt: string;
  readonly spec: SpecDigests;
}

/** Writes the first lines: the run, on the nodes' clock, and its nodes. */
export async function beginJournal(
  cluster: RunningCluster,
  recorder: Recorder,
  clock: Clock,
  name: RunName,
): Promise<void> {
  const offset = await measureClockOffset(cluster.control(cluster.nodeIds[0]!), clock);
  const { runtime, nodeIds, joined } = cluster;
  const run = { schemaVersion: 1, ...name, runtime, ...(joined && { joined }) } as const;
  if (isReadInBulk(cluster)) {
    const nodes = nodeIds.length;
    recorder.begin({ ...run, nodes: [] }, offset);
    recorder.record({ type: 'node', tMs: recorder.nowMs(), node: 0, nodes, change: 'up', incarnation: 1 });
    return;
  }
  recorder.begin({ ...run, nodes: [...nodeIds] }, offset);
  for (const node of nodeIds) {
    recorder.record({ type: 'node', tMs: recorder.nowMs(), node, change: 'up', incarnation: 1 });
  }
}

/** Writes the last line. */
export function endJournal(
  { state, phase, error }: RunEnd,
  recorder: Recorder,
  runtime: Runtime,
  name: RunName,
): void {
  // A cluster that never came up has no clock of its own: its journal is on the harness's.
  const none = { offsetMs: 0, uncertaintyMs: 0 };
  recorder.begin({ schemaVersion: 1, ...name, runtime: runtime.kind, nodes: [] }, none);
  recorder.end({
    state,
    phase,
    ...(error instanceof CodedError ? { code: error.code } : {}),
    ...(error === undefined ? {} : { reason: error instanceof Error ? error.message : String(error) }),
  });
}
