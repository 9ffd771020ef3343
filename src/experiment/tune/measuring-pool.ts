import type { Metrics } from '../../../bench/result/result.js';
import type { Spec } from '../../../bench/spec/spec.js';
import { type MeasuredRunOptions, measuredRun } from './measured-run.js';

/** What a search made of its runs. */
export interface RunsTaken {
  /** Those that something disturbed even when they were repeated. */
  readonly disturbed: number;
  readonly runtime?: string;
}

/** Runs on real nodes in the place of simulations, one after the other, each in a run folder. */
export class MeasuringPool {
  readonly threads = 1;
  readonly #options: MeasuredRunOptions;
  #taken: RunsTaken = { disturbed: 0 };

  constructor(options: MeasuredRunOptions) {
    this.#options = options;
  }

  /** @throws what ended the run early, an interruption's reason among it */
  async run(spec: Spec): Promise<Metrics> {
    const run = await measuredRun(spec, this.#options);
    if (!run) throw this.#options.signal.reason;
    this.#taken = {
      disturbed: this.#taken.disturbed + Number(run.isDisturbed),
      runtime: run.runtime,
    };
    return run.metrics;
  }

  /** Of the runs since it was last asked. */
  takeRuns(): RunsTaken {
    const taken = this.#taken;
    this.#taken = { disturbed: 0 };
    return taken;
  }

  async close(): Promise<void> {}
}
