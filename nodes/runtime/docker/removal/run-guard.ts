import type Docker from 'dockerode';
import { RegisteredRun } from '../../clean-up/run-registry.js';
import { messageOf } from '../engine/engine-error.js';
import { type Reaper, startReaper } from './reaper.js';
import { removeRun } from './remove-run.js';

const removalLimitMs = 60_000;
const unreachableLimitMs = 3_000;

/** Stands behind a run from before its first object in the engine: whatever happens, nothing of it stays. */
export class RunGuard {
  readonly #engine: Docker;
  readonly #runId: string;
  readonly #reaper: Reaper;
  readonly #record: RegisteredRun;

  private constructor(engine: Docker, runId: string, reaper: Reaper, record: RegisteredRun) {
    this.#engine = engine;
    this.#runId = runId;
    this.#reaper = reaper;
    this.#record = record;
  }

  static async begin(engine: Docker, runId: string, engineHost: string | undefined): Promise<RunGuard> {
    const reaper = startReaper(runId, engineHost);
    try {
      return new RunGuard(engine, runId, reaper, await RegisteredRun.begin(runId, 'docker'));
    } catch (error) {
      await reaper.done();
      throw error;
    }
  }

  /**
   * Removes every object of the run, then ends the guard. Does not throw: where the engine does not answer, `notice`
   * says so, the reaper goes on trying for two minutes, and the run's record stays for `gossip-bench clean`.
   */
  async removeAll(notice: (text: string) => void = () => undefined): Promise<void> {
    const limits = { quietMs: 0, deadlineMs: removalLimitMs, unreachableMs: unreachableLimitMs };
    const gone = await removeRun(this.#engine, this.#runId, limits).then(
      () => true,
      (error: unknown) => {
        notice(messageOf(error));
        return false;
      },
    );
    if (gone) await Promise.all([this.#reaper.done(), this.#record.end()]);
    else this.#reaper.takeOver();
  }
}
