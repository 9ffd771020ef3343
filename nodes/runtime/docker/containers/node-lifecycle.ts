import type { NodeLifecycle } from '../../cluster.js';
import { pass } from '../engine/engine-error.js';
import type { NodeContainers } from './node-containers.js';

/** The node ends by itself on SIGTERM; SIGKILL when it takes longer. */
const stopLimitSeconds = 3;

/** Lifecycle faults through the engine. `awaitHealthy` waits for a node that was started again. */
export function containerLifecycle(
  nodes: NodeContainers,
  awaitHealthy: (node: number) => Promise<void>,
): NodeLifecycle {
  return {
    async kill(node) {
      const container = nodes.asked(node);
      const ended = container.wait();
      // 409: it does not run any more.
      await container.kill({ signal: 'SIGKILL' }).catch(pass(409));
      await ended;
    },
    async stop(node) {
      // 304: it had ended already.
      await nodes.asked(node).stop({ t: stopLimitSeconds }).catch(pass(304));
    },
    pause: (node) => nodes.running(node).pause(),
    resume: (node) => nodes.running(node).unpause(),
    async restart(node) {
      await nodes.clear(node);
      await nodes.start(node);
      await awaitHealthy(node);
    },
    limitCpu: (node, cpus) => nodes.limitCpu(node, cpus),
  };
}
