import { CodedError } from '../../../nodes/coded-error.js';
import type { RunningCluster } from '../../../nodes/runtime/cluster.js';
import type { LoadProcess } from '../../../nodes/runtime/load-process.js';
import {
  type LoadAnswer,
  type LoadOrder,
  type LoadReport,
  loadReportSchema,
} from '../../workload/autocannon/load-order.js';
import type { PlannedWrite } from '../../workload/write-planner.js';

/** A planned write, and the node that it goes to. */
export type Addressed = PlannedWrite & { readonly node: number };

const withoutIt = 'With workload.generator: harness, the harness sends the load.';

/** Autocannon in a process of its own, so that it shares no event loop with the readings: one for all the load of a run. */
export class LoadGenerator {
  readonly #cluster: RunningCluster;
  #running: Promise<{ process: LoadProcess; lines: AsyncIterator<string> }> | undefined;

  constructor(cluster: RunningCluster) {
    this.#cluster = cluster;
  }

  /**
   * Sends writes when they are due; `onAnswer` gets each answer, and when the schedule began, on the nodes' clock. Resolves when all
   * are answered.
   * @throws CodedError LOAD_GENERATOR_LOST; the signal's reason
   */
  async offer(
    writes: readonly Addressed[],
    nodes: readonly number[],
    told: (beganMs: number, answer: LoadAnswer) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const end = (): void => void this.end();
    signal.addEventListener('abort', end, { once: true });
    try {
      this.#running ??= this.#start();
      const { process, lines } = await this.#running;
      process.send(JSON.stringify(orderOf(writes, nodes, process)));
      if (await hasDone(lines, told)) return;
      signal.throwIfAborted();
      throw new CodedError(
        'LOAD_GENERATOR_LOST',
        `the load generator ended during the run: ${process.lastLog() || 'it logged nothing'}`,
        { remedy: withoutIt },
      );
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  /** Idempotent. */
  async end(): Promise<void> {
    // One that could not be started has reported that.
    const running = await this.#running?.catch(() => undefined);
    await running?.process.end();
  }

  async #start() {
    const process = await this.#cluster.startLoadProcess!().catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new CodedError('LOAD_GENERATOR_LOST', `the load generator cannot start: ${reason}`, {
        remedy: withoutIt,
        cause,
      });
    });
    return { process, lines: process.lines[Symbol.asyncIterator]() };
  }
}

/** False where it ended before. */
async function hasDone(
  lines: AsyncIterator<string>,
  told: (beganMs: number, answer: LoadAnswer) => void,
): Promise<boolean> {
  let beganMs = 0;
  for (let line = await lines.next(); !line.done; line = await lines.next()) {
    const report: LoadReport = loadReportSchema.parse(JSON.parse(line.value));
    if (report.kind === 'done') return true;
    if (report.kind === 'began') beganMs = report.atMs;
    else for (const answer of report.answers) told(beganMs, answer);
  }
  return false;
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
