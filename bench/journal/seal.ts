import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { RunEvent } from './journal-event.js';
import { counted } from './node-bounds.js';

/** Beyond so many nodes their events are counted together. */
const mostNodesCounted = 1_000;

/**
 * The last line of a journal that was closed in order: what stands before it. It shows what was cut off, damaged or edited, and not what somebody forged who made
 * a seal of his own.
 */
export const sealSchema = z.object({
  type: z.literal('seal'),
  /** Before this one. */
  lines: counted,
  /** CRC-32 of them, line ends included, in hexadecimal. */
  crc32: z.string().regex(/^[0-9a-f]{8}$/),
  /** How many there are of each type. */
  types: z.record(z.string(), counted),
  /** Events of each node's own journal, in whichever lines; absent where more than 1,000 nodes have some. */
  events: z.record(z.string(), counted).optional(),
});

export type Seal = z.output<typeof sealSchema>;

/** What a journal's seal says of it; `absent` in journals that broke off, and in those of versions before 0.2. */
export type SealCheck =
  | { readonly state: 'absent' | 'whole' }
  /** In words, as the end of a sentence about the journal. */
  | { readonly state: 'broken'; readonly difference: string };

/** Counts the lines of a journal, as they are written or read. */
export class JournalTally {
  #lines = 0;
  #sum = 0;
  readonly #types = new Map<string, number>();
  #events: Map<number, number> | undefined = new Map();

  get lines(): number {
    return this.#lines;
  }

  /** @param text the line as it stands in the file, without its end */
  add(event: RunEvent, text: string): void {
    this.#lines += 1;
    this.#sum = crc32('\n', crc32(text, this.#sum));
    this.#types.set(event.type, (this.#types.get(event.type) ?? 0) + 1);
    if (event.type === 'event') this.#count(event.node);
    if (event.type !== 'receipts') return;
    const { length, node } = event.receipts;
    for (let row = 0; row < length && this.#events; row += 1) this.#count(node[row]!);
  }

  seal(): Seal {
    return {
      type: 'seal',
      lines: this.#lines,
      crc32: this.#sum.toString(16).padStart(8, '0'),
      types: Object.fromEntries([...this.#types].sort(([a], [b]) => (a < b ? -1 : 1))),
      ...(this.#events && { events: Object.fromEntries(this.#events) }),
    };
  }

  check(seal: Seal): SealCheck {
    const found = this.seal();
    if (found.crc32 === seal.crc32 && found.lines === seal.lines) return { state: 'whole' };
    return { state: 'broken', difference: differenceOf(seal, found) };
  }

  #count(node: number): void {
    if (!this.#events) return;
    this.#events.set(node, (this.#events.get(node) ?? 0) + 1);
    if (this.#events.size > mostNodesCounted) this.#events = undefined;
  }
}

function differenceOf(written: Seal, found: Seal): string {
  const types = changes(written.types, found.types, (type) => type);
  const events =
    written.events && found.events ? changes(written.events, found.events, (node) => `of n${node}`) : [];
  const parts = [types.join(', '), events.length === 0 ? '' : `events: ${events.join(', ')}`];
  const text = parts.filter((part) => part !== '').join('; ');
  if (found.lines < written.lines) return `${written.lines - found.lines} lines are missing (${text})`;
  if (found.lines > written.lines) return `${found.lines - written.lines} lines are too many (${text})`;
  return text === '' ? 'its lines were changed, or stand in another order' : `lines were changed (${text})`;
}

/** Nodes and types in which more differ are not listed. */
const mostListed = 8;

/** `12 fewer event`, for each name whose count differs. */
function changes(
  written: Readonly<Record<string, number>>,
  found: Readonly<Record<string, number>>,
  shown: (name: string) => string,
): string[] {
  const differing = [...new Set([...Object.keys(written), ...Object.keys(found)])].flatMap((name) => {
    const more = (found[name] ?? 0) - (written[name] ?? 0);
    return more === 0 ? [] : [`${Math.abs(more)} ${more < 0 ? 'fewer' : 'more'} ${shown(name)}`];
  });
  const rest = differing.length - mostListed;
  return rest > 0 ? [...differing.slice(0, mostListed), `and ${rest} others`] : differing;
}
