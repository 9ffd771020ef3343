import { createRng } from '../../nodes/protocol/rng.js';
import type { Rng } from '../../nodes/protocol/types.js';
import type { Arrivals } from './arrivals.js';
import { type KeyChooser, keyChooser } from './keys.js';
import { payloadSizer } from './payload-sizes.js';
import type { Workload } from './workload.js';

/** One write as it is planned, before it is known how the cluster will answer. */
export interface PlannedWrite {
  /** Intended send time, ms from the phase's start. */
  readonly atMs: number;
  /** Of n live nodes the one at this number modulo n, in order of their ids. */
  readonly turn: number;
  readonly key: string;
  /** Undefined: the key is deleted. */
  readonly valueBytes: number | undefined;
}

/** Sets the workload's choices apart from all else that is drawn with the run's seed. */
const planSeed = 0x776f_726b;

/** Plans a run's writes: the same for the same workload and seed, wherever they are sent. */
export class WritePlanner {
  readonly #workload: Workload;
  readonly #rng: Rng;
  readonly #keys: KeyChooser;
  readonly #size: () => number;
  #planned = 0;

  constructor(workload: Workload, maxMessageBytes: number, seed: number) {
    this.#workload = workload;
    this.#rng = createRng(seed ^ planSeed);
    this.#keys = keyChooser(workload, this.#rng);
    this.#size = payloadSizer(workload, maxMessageBytes, this.#rng);
  }

  /** The writes of a phase, due at `arrivals`; keys go on where the phase before stopped. */
  plan(arrivals: Arrivals): PlannedWrite[] {
    return arrivals.map((atMs) => ({ atMs, turn: this.#turn(), ...this.#change() }));
  }

  #turn(): number {
    const { writer } = this.#workload;
    this.#planned += 1;
    if (writer === 'random') return this.#rng.uint32();
    return writer === 'one' ? 0 : this.#planned - 1;
  }

  #change(): Pick<PlannedWrite, 'key' | 'valueBytes'> {
    const { deletions } = this.#workload;
    const deleted = deletions > 0 && this.#rng.float() < deletions ? this.#keys.deleted() : undefined;
    if (deleted !== undefined) return { key: deleted, valueBytes: undefined };
    return { key: this.#keys.written(), valueBytes: this.#size() };
  }
}
