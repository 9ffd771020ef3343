import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../coded-error.js';
import type { NodeControl } from '../../contract/client.js';
import type { NodeId } from '../../protocol/types.js';

export interface AwaitHealthyOptions {
  /** For all nodes together, ms. */
  readonly timeoutMs: number;
  /** Abort it with the reason to reject with: the user's signal, or an error that names a node that ended. */
  readonly signal: AbortSignal;
  readonly onNodeUp?: ((up: number, total: number) => void) | undefined;
  /** Time between two questions to one node: grows from the first to the second, ms. */
  readonly backoffMs?: readonly [number, number];
}

/**
 * Waits until every node answers health under its own id.
 * @throws CodedError NODE_START_FAILED naming the nodes that were silent at the deadline; the signal's reason.
 */
export async function awaitHealthy(
  nodes: ReadonlyMap<NodeId, NodeControl>,
  options: AwaitHealthyOptions,
): Promise<void> {
  const silent = new Map<NodeId, unknown>([...nodes.keys()].map((node) => [node, undefined]));
  const deadline = new AbortController();
  // Every node's wait listens to it.
  setMaxListeners(0, deadline.signal);
  const giveUp = () => deadline.abort();
  const timer = setTimeout(giveUp, options.timeoutMs);
  options.signal.addEventListener('abort', giveUp, { once: true });
  if (options.signal.aborted) giveUp();
  const asking = [...nodes].map(async ([node, control]) => {
    await askUntilHealthy(node, control, deadline.signal, options, (error) => silent.set(node, error));
    if (deadline.signal.aborted) return;
    silent.delete(node);
    options.onNodeUp?.(nodes.size - silent.size, nodes.size);
  });
  try {
    await Promise.race([Promise.all(asking), aborted(deadline.signal)]);
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', giveUp);
  }
  options.signal.throwIfAborted();
  if (silent.size > 0) throw startFailed(silent, options.timeoutMs);
}

async function askUntilHealthy(
  node: NodeId,
  control: NodeControl,
  deadline: AbortSignal,
  { backoffMs: [first, longest] = [20, 250] }: AwaitHealthyOptions,
  failed: (error: unknown) => void,
): Promise<void> {
  for (let waitMs = first; !deadline.aborted; waitMs = Math.min(waitMs * 1.5, longest)) {
    try {
      const health = await control.health();
      if (health.nodeId === node) return;
      failed(new Error(`node ${health.nodeId} answers at the address of node ${node}`));
    } catch (error) {
      failed(error);
    }
    // Ends early on abort, which the loop's condition then sees.
    await sleep(waitMs, undefined, { signal: deadline }).catch(() => undefined);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function startFailed(silent: ReadonlyMap<NodeId, unknown>, timeoutMs: number): CodedError {
  const [node, cause] = [...silent][0] ?? [];
  const names = [...silent.keys()].map((id) => `n${id}`).join(', ');
  const last = cause instanceof Error ? `; n${node}: ${cause.message}` : '';
  return new CodedError(
    'NODE_START_FAILED',
    `no healthy answer within ${timeoutMs} ms from ${names}${last}`,
    {
      remedy: 'See the node logs in the run folder; on a busy machine try fewer nodes.',
      cause,
    },
  );
}
