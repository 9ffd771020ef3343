import type { Update, Version } from '../types.js';

/**
 * Order-free hash of a set of (key, version), kept up to date at each change: one hash of every entry summed, another
 * xored, each modulo 2^32. Two hashes of unlike structure, so that what collides in one does not in the other.
 */
export class StateHash {
  #sum = 0;
  #xor = 0;

  add(entry: Update): void {
    this.#sum = (this.#sum + entryHash(entry, fnvSeed, fnvStep)) >>> 0;
    this.#xor ^= entryHash(entry, goldenSeed, goldenStep);
  }

  remove(entry: Update): void {
    this.#sum = (this.#sum - entryHash(entry, fnvSeed, fnvStep)) >>> 0;
    this.#xor ^= entryHash(entry, goldenSeed, goldenStep);
  }

  clear(): void {
    this.#sum = 0;
    this.#xor = 0;
  }

  /** Sum, then xor, as 16 hex digits. */
  hex(): string {
    return hex32(this.#sum) + hex32(this.#xor >>> 0);
  }
}

type ByteStep = (hash: number, byte: number) => number;

/** FNV-1a, 32 bits. */
const fnvSeed = 0x811c_9dc5;
const fnvStep: ByteStep = (hash, byte) => Math.imul(hash ^ byte, 0x0100_0193);

/** Rotate, xor, multiply by the golden ratio of 2^32. */
const goldenSeed = 0x9747_b28c;
const goldenStep: ByteStep = (hash, byte) => Math.imul(((hash << 5) | (hash >>> 27)) ^ byte, 0x9e37_79b1);

function entryHash({ key, version }: Update, seed: number, step: ByteStep): number {
  return finish(mixVersion(mixUtf8(seed, key, step), version));
}

function mixUtf8(seed: number, text: string, step: ByteStep): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!;
    if (point < 0x80) hash = step(hash, point);
    else hash = mixLongPoint(hash, point, step);
    if (point > 0xffff) i++;
  }
  return hash;
}

/** The bytes of a code point that takes two to four of them in UTF-8. */
function mixLongPoint(seed: number, point: number, step: ByteStep): number {
  let hash = seed;
  const trail = (shift: number): number => 0x80 | ((point >> shift) & 0x3f);
  if (point < 0x800) hash = step(hash, 0xc0 | (point >> 6));
  else if (point < 0x1_0000) hash = step(step(hash, 0xe0 | (point >> 12)), trail(6));
  else hash = step(step(step(hash, 0xf0 | (point >> 18)), trail(12)), trail(6));
  return step(hash, trail(0));
}

function mixVersion(seed: number, version: Version): number {
  let hash = seed;
  hash = mixNumber(hash, version.clock);
  hash = mixNumber(hash, version.origin);
  hash = mixNumber(hash, version.incarnation);
  return mixNumber(hash, version.seq);
}

/** The body of MurmurHash3 (x86, 32 bits) over the low and the high word of a number below 2^53. */
function mixNumber(hash: number, value: number): number {
  return mixWord(mixWord(hash, value >>> 0), Math.floor(value / 0x1_0000_0000));
}

function mixWord(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e_2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b87_3593);
  const mixed = hash ^ k;
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe654_6b64) | 0;
}

/** The finalizer of MurmurHash3. */
function finish(seed: number): number {
  let hash = seed;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hex32(word: number): string {
  return word.toString(16).padStart(8, '0');
}
