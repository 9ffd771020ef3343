import { z } from 'zod';
import { type NodeEvent, updateName } from '../../nodes/contract/events.js';
import { packTimes, packWhole, unpackTimes, unpackWhole } from './packed-numbers.js';

type Receive = Extract<NodeEvent, { type: 'receive' }>;

const firstRows = 64;
/** In column `from`: the node did not report the sender. In column `hops` it is 0. */
const unreported = -1;

/**
 * Events `receive` of many nodes, in columns: a tenth of what as many objects take. Only the first `length` rows of a column count. A journal holds
 * them one by one, or many in a line: `toJSON`.
 */
export class Receipts {
  length = 0;
  /** Names that `update` points at. */
  readonly updates: string[] = [];
  readonly #updateRows = new Map<string, number>();
  /** By whom it was received. */
  node: Int32Array = new Int32Array(firstRows);
  seq: Int32Array = new Int32Array(firstRows);
  tMs: Float64Array = new Float64Array(firstRows);
  update: Int32Array = new Int32Array(firstRows);
  from: Int32Array = new Int32Array(firstRows);
  hops: Int32Array = new Int32Array(firstRows);
  /** 1: `via` repair, 0: rumor. */
  isRepair: Uint8Array = new Uint8Array(firstRows);

  add(node: number, { seq, tMs, update, from, hops, via }: Receive): void {
    const row = this.length;
    if (row === this.node.length) this.#grow();
    this.node[row] = node;
    this.seq[row] = seq;
    this.tMs[row] = tMs;
    this.update[row] = this.#updateRow(update);
    this.from[row] = from ?? unreported;
    this.hops[row] = hops ?? 0;
    this.isRepair[row] = via === 'repair' ? 1 : 0;
    this.length = row + 1;
  }

  /** The events that they are, one by one. */
  *events(): Generator<{ readonly node: number; readonly event: Receive }> {
    for (let row = 0; row < this.length; row += 1) {
      const event: Receive = {
        seq: this.seq[row]!,
        type: 'receive',
        tMs: this.tMs[row]!,
        update: this.updates[this.update[row]!]!,
        ...(this.from[row] === unreported ? {} : { from: this.from[row]! }),
        ...(this.hops[row] === 0 ? {} : { hops: this.hops[row]! }),
        via: this.isRepair[row] === 1 ? 'repair' : 'rumor',
      };
      yield { node: this.node[row]!, event };
    }
  }

  /** As a journal's line has them. */
  toJSON(): PackedReceipts {
    const { length } = this;
    const whole = (column: Int32Array | Uint8Array): string => packWhole(column.subarray(0, length));
    return {
      count: length,
      updates: this.updates,
      node: whole(this.node),
      seq: whole(this.seq),
      tMs: packTimes(this.tMs.subarray(0, length)),
      update: whole(this.update),
      from: whole(this.from),
      hops: whole(this.hops),
      isRepair: whole(this.isRepair),
    };
  }

  /** @throws RangeError */
  static unpack({ count, updates, ...packed }: PackedReceipts): Receipts {
    const receipts = new Receipts();
    receipts.node = unpackWhole(packed.node, count);
    receipts.seq = unpackWhole(packed.seq, count);
    receipts.tMs = unpackTimes(packed.tMs, count);
    receipts.update = unpackWhole(packed.update, count);
    receipts.from = unpackWhole(packed.from, count);
    receipts.hops = unpackWhole(packed.hops, count);
    receipts.isRepair = Uint8Array.from(unpackWhole(packed.isRepair, count));
    receipts.length = count;
    for (const name of updates) receipts.#updateRow(name);
    if (receipts.updates.length < updates.length) throw new RangeError('an update is named twice');
    if (receipts.update.some((row) => updates[row] === undefined)) throw new RangeError('no such update');
    return receipts;
  }

  #updateRow(name: string): number {
    const known = this.#updateRows.get(name);
    if (known !== undefined) return known;
    this.#updateRows.set(name, this.updates.length);
    return this.updates.push(name) - 1;
  }

  #grow(): void {
    const size = Math.max(firstRows, 2 * this.node.length);
    this.node = copied(this.node, new Int32Array(size));
    this.seq = copied(this.seq, new Int32Array(size));
    this.tMs = copied(this.tMs, new Float64Array(size));
    this.update = copied(this.update, new Int32Array(size));
    this.from = copied(this.from, new Int32Array(size));
    this.hops = copied(this.hops, new Int32Array(size));
    this.isRepair = copied(this.isRepair, new Uint8Array(size));
  }
}

function copied<T extends Int32Array | Float64Array | Uint8Array>(column: T, larger: T): T {
  larger.set(column);
  return larger;
}

const packedReceiptsSchema = z.object({
  count: z.int().min(0),
  updates: z.array(updateName),
  node: z.string(),
  seq: z.string(),
  tMs: z.string(),
  update: z.string(),
  from: z.string(),
  hops: z.string(),
  isRepair: z.string(),
});
type PackedReceipts = z.output<typeof packedReceiptsSchema>;

export const receiptsSchema = packedReceiptsSchema.transform((packed, context) => {
  try {
    return Receipts.unpack(packed);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});
