import { createInterface } from 'node:readline';
import type Docker from 'dockerode';
import { z } from 'zod';
import { labelled, labelNames } from '../removal/labels.js';
import { limited } from './engine.js';
import { messageOf } from './engine-error.js';

export interface ContainerDeath {
  readonly containerId: string;
  /** Undefined for the gateway. */
  readonly node: number | undefined;
  readonly exitCode: number;
}

export interface EngineWatchListener {
  readonly died: (death: ContainerDeath) => void;
  /** Called once: the engine is gone, or does not answer any more. */
  readonly lost: (reason: string) => void;
}

const deathSchema = z.object({
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()) }),
});
const ping = { everyMs: 5_000, limitMs: 5_000, failures: 3 };

/** Follows the engine's events of one run: containers that end, and the end of the engine itself. */
export class EngineWatch {
  readonly #engine: Docker;
  readonly #listener: EngineWatchListener;
  #events: NodeJS.ReadableStream | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #over = false;

  constructor(engine: Docker, listener: EngineWatchListener) {
    this.#engine = engine;
    this.#listener = listener;
  }

  /** Once this has resolved, every death is reported. */
  async start(runId: string): Promise<void> {
    const events = await this.#engine.getEvents({
      filters: { ...labelled(labelNames.run, runId), type: ['container'], event: ['die'] },
    });
    this.#events = events;
    createInterface({ input: events }).on('line', (line) => this.#read(line));
    events.on('error', (error: Error) => this.#lose(`its event stream ended: ${error.message}`));
    events.on('close', () => this.#lose('its event stream ended'));
    this.#timer = setInterval(() => void this.#ping(), ping.everyMs).unref();
  }

  stop(): void {
    this.#over = true;
    clearInterval(this.#timer);
    if (this.#events && 'destroy' in this.#events && typeof this.#events.destroy === 'function') {
      this.#events.destroy();
    }
  }

  #read(line: string): void {
    if (this.#over || line === '') return;
    const { ID, Attributes } = deathSchema.parse(JSON.parse(line)).Actor;
    const node = Attributes[labelNames.node];
    this.#listener.died({
      containerId: ID,
      node: node === undefined ? undefined : Number(node),
      exitCode: Number(Attributes.exitCode),
    });
  }

  async #ping(): Promise<void> {
    try {
      await limited(this.#engine.ping(), ping.limitMs);
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      if (this.#failures === ping.failures) this.#lose(`it does not answer: ${messageOf(error)}`);
    }
  }

  #lose(reason: string): void {
    if (this.#over) return;
    this.stop();
    this.#listener.lost(reason);
  }
}
