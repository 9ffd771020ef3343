import type { Rng } from '../../protocol/types.js';

const maxFrames = 256;
/** Longer ones are not kept: 4 MiB in all. */
const maxFrameBytes = 16_384;

/** The last frame bodies that this node received, for replays. */
export class HeardFrames {
  readonly #frames: Buffer[] = [];
  #next = 0;

  /** Keeps a copy, since the caller's buffer is used again. */
  note(payload: Buffer): void {
    if (payload.length > maxFrameBytes) return;
    this.#frames[this.#next] = Buffer.from(payload);
    this.#next = (this.#next + 1) % maxFrames;
  }

  draw(rng: Rng): Buffer | undefined {
    return this.#frames[rng.below(Math.max(1, this.#frames.length))];
  }
}
