import { CodedError } from '../../nodes/coded-error.js';
import type { LoadProcess } from '../../nodes/runtime/load-process.js';
import type { RunParts } from '../run-parts.js';
import type { Arrivals } from './arrivals.js';
import {
  type LoadAnswer,
  type LoadOrder,
  type LoadReport,
  loadReportSchema,
} from './autocannon/load-order.js';
import type { PlannedWrite } from './write-planner.js';

/** A planned write, and the node that it goes to. */
type Addressed = PlannedWrite & { readonly node: number };

/**
 * Writes due at `arrivals`, by autocannon in a process of its own, so that it shares no event loop with the readings. Resolves
 * when all that was sent is answered.
 * @throws CodedError LOAD_GENERATOR_LOST
 */
export async function offerByProcess(parts: RunParts, arrivals: Arrivals): Promise<void> {
  const { cluster, planner, live, signal } = parts;
  const { nodes } = live;
  const planned = planner.plan(arrivals);
  const writes = planned.map((write): Addressed => ({ ...write, node: nodes[write.turn % nodes.length]! }));
  const generator = await cluster.startLoadProcess!();
  const end = (): void => void generator.end();
  signal.addEventListener('abort', end, { once: true });
  try {
    generator.send(JSON.stringify(orderOf(writes, nodes, generator)));
    await record(parts, writes, generator);
  } finally {
    signal.removeEventListener('abort', end);
    await generator.end();
  }
}

function orderOf(
  writes: readonly Addressed[],
  nodes: readonly number[],
  { targets, token }: LoadProcess,
): LoadOrder {
  const indexOf = new Map(nodes.map((node, index) => [node, index]));
  return {
    token,
    targets: nodes.map((node) => targets.get(node)!),
    writes: writes.map(({ atMs, node, key, valueBytes }) => ({
      atMs,
      target: indexOf.get(node)!,
      key,
      ...(valueBytes === undefined ? {} : { valueBytes }),
    })),
  };
}

/** Writes every answer into the journal. The generator's clock is the nodes'. */
async function record(parts: RunParts, writes: readonly Addressed[], { lines, lastLog }: LoadProcess) {
  let beganMs = 0;
  for await (const line of lines) {
    const report: LoadReport = loadReportSchema.parse(JSON.parse(line));
    if (report.kind === 'done') return;
    if (report.kind === 'began') beganMs = report.atMs;
    else for (const answer of report.answers) recordAnswer(parts, writes[answer.index]!, beganMs, answer);
  }
  parts.signal.throwIfAborted();
  throw new CodedError(
    'LOAD_GENERATOR_LOST',
    `the load generator ended in mid-run: ${lastLog() || 'it said nothing'}`,
    {
      remedy: 'Without it (workload.generator: harness) the harness itself sends the load.',
    },
  );
}

function recordAnswer(
  { recorder, deliveries }: RunParts,
  { atMs, node, key, valueBytes = 0 }: Addressed,
  beganMs: number,
  { index: _, ...answer }: LoadAnswer,
): void {
  if (answer.update !== undefined) deliveries.accepted(answer.update);
  recorder.record({ type: 'clientWrite', tMs: beganMs + atMs, node, key, valueBytes, ...answer });
}
