import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import { builtProgram } from '../../../nodes/package-root.js';
import type { Metrics } from '../../result/result.js';
import type { Spec } from '../../spec/spec.js';

/** Simulations in threads, one a core: a simulation keeps a core busy. The threads run what the build made. */
export class SimulationPool {
  readonly threads: number;
  readonly #pool: Tinypool;

  constructor(threads = availableParallelism()) {
    this.threads = threads;
    this.#pool = new Tinypool({
      filename: builtProgram('bench/search/simulations/worker-main'),
      runtime: 'worker_threads',
      minThreads: 1,
      maxThreads: threads,
      isolateWorkers: false,
    });
  }

  /** The figures of one simulation (see worker-main.ts). @throws what ended it early */
  run(spec: Spec, signal?: AbortSignal): Promise<Metrics> {
    return this.#pool.run(spec, signal ? { signal } : {}) as Promise<Metrics>;
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}
