import { entryWidth } from './entry-heap.js';
import type { EntryRun } from './entry-run.js';

/** Numbers of a chunk's entries. */
const chunkLength = 16 * entryWidth;
/** No chunk: the first one is never used, and counts as full. */
const none = 0;
const endOfNone = chunkLength;
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
  #unused = 1;
  /** The last of the chunks that are free again. */
  #free = none;
  /** Of each bucket, where its next entry goes; at the beginning of a chunk there is no room left in the one before. */
  readonly #ends: Int32Array;
  #size = 0;
  /** Of the bucket that is being emptied, from the last on. */
  readonly #chunks: number[] = [];

  constructor(buckets: number) {
    this.#ends = new Int32Array(buckets).fill(endOfNone);
  }

  /** Entries in all of them. */
  get size(): number {
    return this.#size;
  }

  put(bucket: number, atMs: number, order: number, first: number, second: number): void {
    const end = this.#ends[bucket]!;
    const at = end % chunkLength === 0 ? this.#freshChunk(end) : end;
    const slab = this.#slab;
    slab[at] = atMs;
    slab[at + 1] = order;
    slab[at + 2] = first;
    slab[at + 3] = second;
    this.#ends[bucket] = at + entryWidth;
    this.#size += 1;
  }

  emptyInto(bucket: number, run: EntryRun): void {
    const slab = this.#slab;
    const chunks = this.#chunks;
    const end = this.#ends[bucket]!;
    for (let chunk = chunkBefore(end); chunk !== none; chunk = this.#before[chunk]!) chunks.push(chunk);
    const lastLength = end - chunkBefore(end) * chunkLength;
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
    this.#ends[bucket] = endOfNone;
  }

  /** Where it begins. @param end of the entries before it in its bucket. */
  #freshChunk(end: number): number {
    const chunk = this.#takeChunk();
    this.#before[chunk] = chunkBefore(end);
    return chunk * chunkLength;
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

/** The chunk whose entries end there. */
function chunkBefore(end: number): number {
  return Math.floor((end - entryWidth) / chunkLength);
}
