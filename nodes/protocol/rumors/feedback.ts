/** Bit i of a feedback: whether update i of the message before was needed. Bits that are missing say no. */
export function isNeeded(needed: Uint8Array, index: number): boolean {
  return ((needed[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

export function setNeeded(needed: Uint8Array, index: number): void {
  needed[index >> 3] = (needed[index >> 3] ?? 0) | (1 << (index & 7));
}

/** Every feedback of one byte: most messages have few updates, and nobody changes a feedback. */
const ofOneByte = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));

const ofNone = new Uint8Array(0);

/** The bits of a message's updates, which are all 0 at first. */
export class FeedbackBits {
  readonly #count: number;
  #byte = 0;
  readonly #bytes: Uint8Array | undefined;

  constructor(count: number) {
    this.#count = count;
    this.#bytes = count > 8 ? emptyFeedback(count) : undefined;
  }

  /** Update `index` was needed. */
  set(index: number): void {
    if (this.#bytes !== undefined) setNeeded(this.#bytes, index);
    else this.#byte |= 1 << index;
  }

  get bytes(): Uint8Array {
    return this.#bytes ?? (this.#count === 0 ? ofNone : ofOneByte[this.#byte]!);
  }
}

/** Room for the bits of `count` updates. */
export function emptyFeedback(count: number): Uint8Array {
  return new Uint8Array((count + 7) >> 3);
}

/** The feedback of one byte; the same each time. */
export function feedbackByte(byte: number): Uint8Array {
  return ofOneByte[byte]!;
}
