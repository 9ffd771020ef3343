import { type Profiler as InspectorProfiler, Session } from 'node:inspector/promises';

/** Often enough to tell functions of a tenth of a millisecond apart, at a cost of a few percent. */
const samplingIntervalUs = 500;

/** Records what this process spends its CPU time on, by V8's own sampling. */
export class CpuProfiler {
  readonly #session = new Session();
  #started: Promise<unknown> | undefined;

  /** What was recorded since the last call, or since the first was asked for: that one begins the recording. */
  async take(): Promise<InspectorProfiler.Profile> {
    await this.#start();
    const { profile } = await this.#session.post('Profiler.stop');
    await this.#session.post('Profiler.start');
    return profile;
  }

  #start(): Promise<unknown> {
    this.#started ??= this.#begin();
    return this.#started;
  }

  async #begin(): Promise<void> {
    this.#session.connect();
    await this.#session.post('Profiler.enable');
    await this.#session.post('Profiler.setSamplingInterval', { interval: samplingIntervalUs });
    await this.#session.post('Profiler.start');
  }
}
