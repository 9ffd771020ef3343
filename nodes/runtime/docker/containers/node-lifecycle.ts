import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeLifecycle } from '../../cluster.js';
import { pass } from '../engine/engine-error.js';
import type { LineContainer } from './line-container.js';
import type { NodeContainers } from './node-containers.js';

/** The node ends by itself on SIGTERM; SIGKILL when it takes longer. */
const stopLimitSeconds = 3;

/** A node that speaks lines is asked to leave, or sees its stdin end; it has the same time for it. */
async function leave({ container, control, endInput }: LineContainer): Promise<void> {
  const ended = container.wait();
  if (!control.leaves()) endInput();
  await Promise.race([ended, sleep(stopLimitSeconds * 1_000)]);
}

/** Lifecycle faults through the engine. `awaitHealthy` waits for a node that was started again. */
export function containerLifecycle(
  nodes: NodeContainers,
  awaitHealthy: (node: number) => Promise<void>,
): NodeLifecycle {
  return {
    async kill(node) {
      const container = nodes.asked(node);
      const ended = container.wait();
      // Awaited below, unless the engine does not know the container any more.
      ended.catch(() => undefined);
      // 409: it does not run any more.
      await container.kill({ signal: 'SIGKILL' }).catch(pass(409));
      await ended;
    },
    async stop(node) {
      const container = nodes.asked(node);
      const lines = nodes.lines(node);
      if (lines) await leave(lines);
      // 304: it had ended already.
      await container.stop({ t: lines ? 0 : stopLimitSeconds }).catch(pass(304));
    },
    pause: (node) => nodes.running(node).pause(),
    resume: (node) => nodes.running(node).unpause(),
    async restart(node, as) {
      await nodes.clear(node);
      if (as) nodes.runs(node, as);
      await nodes.start(node);
      await awaitHealthy(node);
      // A restarted node is not held.
      await nodes.lines(node)?.control.begin();
    },
    limitCpu: (node, cpus) => nodes.limitCpu(node, cpus),
  };
}
