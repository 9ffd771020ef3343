import { CodedError } from '../../coded-error.js';
import type { Clock } from '../clock.js';
import type { ClusterHooks, ClusterPlan, RunningCluster, Runtime } from '../cluster.js';
import { SimCluster } from './sim-cluster.js';
import { VirtualClock } from './virtual-clock.js';

/** All nodes in this process, in virtual time: their own protocol core over modelled links. One runtime is good for one run. */
export function simRuntime(): Runtime {
  return new SimRuntime();
}

class SimRuntime implements Runtime {
  readonly kind = 'sim';
  readonly #clock = new VirtualClock();

  get clock(): Clock {
    return this.#clock;
  }

  async start(plan: ClusterPlan, hooks: ClusterHooks, signal: AbortSignal): Promise<RunningCluster> {
    signal.throwIfAborted();
    if (plan.allowAttacks) {
      throw new CodedError(
        'USAGE',
        'malicious nodes cannot be simulated: they attack the wire, of which a simulation has none',
        {
          remedy: 'Take --runtime process or docker.',
        },
      );
    }
    const cluster = new SimCluster(plan);
    this.#clock.begin(cluster.time);
    hooks.onNodeUp?.(plan.nodes, plan.nodes);
    return cluster;
  }
}
