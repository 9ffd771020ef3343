import { Commons } from '../commons.js';
import type { ProtocolConfig } from '../node/config.js';
import { CounterStore } from '../node/counters.js';
import { Holders, noRow } from '../rumors/holders.js';
import type { NodeId } from '../types.js';
import {
  contentPlace,
  counterPlaces,
  holderRowPlace,
  hostNumbers,
  type NodeRow,
  timesPerRow,
  wholesPerRow,
} from './node-row.js';
import { SharedHoldings } from './shared-holdings.js';
import { SharedUpdates } from './shared-updates.js';

/** Whole numbers in the room of a time. */
const wholesPerNumber = 2;
/** Rows begin at multiples of so many numbers, 64 bytes: those of a cache line. */
const lineNumbers = 8;
/** Where the first one begins: what C libraries allocate much memory for begins 16 bytes behind the beginning of a line. */
const firstNumber = 6;
const lineWholes = lineNumbers * wholesPerNumber;

/** Room for the whole numbers of a row, in numbers. */
const wholesRoom = Math.ceil(wholesPerRow / wholesPerNumber);

export interface NodeRowsOptions {
  readonly nodes: number;
  /** Of a node that has done nothing yet. */
  readonly config: ProtocolConfig;
}

/**
 * The plain numbers of many nodes, a row for each; of a node at rest, all that it is: it holds at most one update and waits for few answers
 * then, and what it has in common with others (parameters, updates, views) is kept once. A million such nodes take 256 MB, where the objects of each would
 * take some kilobytes in thirty places. Whole numbers have 32 bits. At the head of each row the host of the nodes has room for numbers of
 * its own, so that they are in the same place.
 */
export class NodeRows {
  readonly updates = new SharedUpdates();
  readonly holdings: SharedHoldings;
  readonly commons: Commons;
  readonly #configs: ProtocolConfig[];
  /** Where the first row begins; numbers from the start of one row to that of the next. */
  readonly first = firstNumber;
  readonly width: number;
  readonly numbers: Float64Array;
  /** The same memory as whole numbers. */
  readonly wholes: Int32Array;

  constructor({ nodes, config }: NodeRowsOptions) {
    this.#configs = [config];
    const used = hostNumbers + wholesRoom + timesPerRow;
    this.width = Math.ceil(used / lineNumbers) * lineNumbers;
    this.numbers = new Float64Array(firstNumber + nodes * this.width);
    this.wholes = new Int32Array(this.numbers.buffer);
    this.commons = new Commons(new Holders(this.wholes));
    this.holdings = new SharedHoldings(this.updates, this.commons);
  }

  /** The counters of a node, in its row. */
  countersOf(node: NodeId): CounterStore {
    const counters = new CounterStore(this.wholes, this.numbers);
    this.move(counters, node);
    return counters;
  }

  /** That row is this node's from now on. */
  move(row: NodeRow, node: NodeId): void {
    const first = this.#firstOf(node);
    row.firstWhole = first * wholesPerNumber;
    row.firstTime = first + wholesRoom;
  }

  /** It becomes a node that has done nothing yet. */
  clear(node: NodeId): void {
    this.numbers.fill(0, this.#firstOf(node), firstNumber + (node + 1) * this.width);
  }

  /**
   * Has the rows of the first `count` of these nodes brought into the processor's cache, but for what is cold: one after the other, without a
   * branch that depends on what is fetched, so that the processor waits for many at once. Returns nothing of worth.
   */
  fetch(nodes: Int32Array, count: number): number {
    const { wholes } = this;
    const rowWholes = this.width * wholesPerNumber;
    const firstWhole = firstNumber * wholesPerNumber;
    let found = 0;
    for (let i = 0; i < count; i++) {
      const at = firstWhole + nodes[i]! * rowWholes;
      found ^= wholes[at]! ^ wholes[at + lineWholes]! ^ wholes[at + 2 * lineWholes]!;
    }
    return found;
  }

  /** @param probably its number. */
  numberOf(config: ProtocolConfig, probably: number): number {
    if (this.#configs[probably] === config) return probably;
    const number = this.#configs.indexOf(config);
    return number >= 0 ? number : this.#configs.push(config) - 1;
  }

  config(number: number): ProtocolConfig {
    return this.#configs[number]!;
  }

  /** Adds the counters of a node to sums in the order of `counterNames`. */
  addCounters(node: NodeId, sums: number[]): void {
    const first = this.#firstOf(node) * wholesPerNumber;
    for (let i = 0; i < counterPlaces.length; i++) sums[i]! += this.wholes[first + counterPlaces[i]!]!;
  }

  /** The number of the update that a node at rest holds; 0: none. */
  contentOf(node: NodeId): number {
    return this.wholes[this.#firstOf(node) * wholesPerNumber + contentPlace]!;
  }

  /** Whether a node at rest spreads its update, as a number. */
  hotUpdatesOf(node: NodeId): number {
    return this.#holderRowOf(node) === noRow ? 0 : 1;
  }

  #holderRowOf(node: NodeId): number {
    return this.wholes[this.#firstOf(node) * wholesPerNumber + holderRowPlace]!;
  }

  #firstOf(node: NodeId): number {
    return firstNumber + node * this.width + hostNumbers;
  }
}
