import { entryWidth } from './entry-heap.js';
import type { EntryRun } from './entry-run.js';

/** Numbers of a chunk's entries. */
const chunkLength = 16 * entryWidth;
/** No chunk. */
const none = -1;
/** Chunks for which there is room at first; it doubles whenever it is used up. */
const firstChunks = 16;

/**
 * Entries by bucket, each in the order in which they came. All are in one array: each bucket in chunks of its own, of which those of emptied
 * buckets are used again.
 */
export class Buckets {
  #slab = new Float64Array(firstChunks * chunkLength);
  /** Of each chunk, the one that was filled before it, or is free too: apart from the slab, since a list through that would be a wait for the memory at each step. */
  #before = new Int32Array(firstChunks);
  /** The first of the chunks that were never used. */
  #unused = 0;
  /** The last of the chunks that are free again. */
  #free = none;
  /** Of each bucket, the chunk that is being filled, and how many numbers are in it. */
  readonly #last: Int32Array;
  readonly #lengths: Int32Array;
  #size = 0;
  /** Of the bucket that is being emptied, from the last on. */
  readonly #chunks: number[] = [];

  constructor(buckets: number) {
    this.#last = new Int32Array(buckets).fill(none);
    this.#lengths = new Int32Array(buckets);
  }

  /** Entries in all of them. */
  get size(): number {
    return this.#size;
  }

  put(bucket: number, atMs: number, order: number, first: number, second: number): void {
    const last = this.#last[bucket]!;
    const length = last === none ? chunkLength : this.#lengths[bucket]!;
    const chunk = length < chunkLength ? last : this.#freshChunk(bucket, last);
    const at = chunk * chunkLength + (length % chunkLength);
    const slab = this.#slab;
    slab[at] = atMs;
    slab[at + 1] = order;
    slab[at + 2] = first;
    slab[at + 3] = second;
    this.#lengths[bucket] = (length % chunkLength) + entryWidth;
    this.#size += 1;
  }

  emptyInto(bucket: number, run: EntryRun): void {
    const slab = this.#slab;
    const chunks = this.#chunks;
    for (let chunk = this.#last[bucket]!; chunk !== none; chunk = this.#before[chunk]!) chunks.push(chunk);
    const lastLength = this.#lengths[bucket]!;
    for (let left = chunks.length; left > 0; left -= 1) {
      const chunk = chunks.pop()!;
      const length = left === 1 ? lastLength : chunkLength;
      const first = chunk * chunkLength;
      for (let at = first; at < first + length; at += entryWidth) {
        run.put(slab[at]!, slab[at + 1]!, slab[at + 2]!, slab[at + 3]!);
      }
      this.#size -= length / entryWidth;
      this.#before[chunk] = this.#free;
      this.#free = chunk;
    }
    this.#last[bucket] = none;
  }

  #freshChunk(bucket: number, before: number): number {
    const chunk = this.#takeChunk();
    this.#before[chunk] = before;
    this.#last[bucket] = chunk;
    return chunk;
  }

  #takeChunk(): number {
    const chunk = this.#free;
    if (chunk !== none) {
      this.#free = this.#before[chunk]!;
      return chunk;
    }
    if (this.#unused === this.#before.length) this.#grow();
    this.#unused += 1;
    return this.#unused - 1;
  }

  #grow(): void {
    const slab = new Float64Array(this.#slab.length * 2);
    slab.set(this.#slab);
    this.#slab = slab;
    const before = new Int32Array(this.#before.length * 2);
    before.set(this.#before);
    this.#before = before;
  }
}
