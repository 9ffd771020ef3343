import type { ProtocolConfig } from '../config.js';
import type { NodeId } from '../types.js';
import type { ViewNumbering } from '../view/view.js';
import { counterNames } from './counter-names.js';
import { SharedUpdates } from './shared-updates.js';
import { SharedViews } from './shared-views.js';

/** Room of a node's state, in numbers: for its whole numbers, the counters at their head, and its times. */
const stateNumbers = 34;
/** Of the whole numbers, the first of the rumor's, which is 0 where there is none. */
const rumorWhole = counterNames.length + 14;
/** Whole numbers in the room of a time. */
const wholesPerNumber = 2;
/** Rows begin at multiples of so many numbers, 64 bytes: those of a cache line. */
const lineNumbers = 8;

/**
 * The states of many nodes as numbers, a row for each, for as long as there is little to each: a node that holds at most one update and
 * waits for few answers fits, and what it has in common with others (parameters, updates, views) is kept once. A million such nodes
 * take 320 MB, where the objects of each would take some kilobytes in thirty places. Whole numbers beyond 32 bits do not fit. At the
 * head of each row the host of the nodes has room for numbers of its own, so that they are in the same place.
 */
export class NodeRows {
  readonly updates = new SharedUpdates();
  readonly views: SharedViews;
  readonly #configs: ProtocolConfig[] = [];
  /** Numbers from the start of one row to that of the next. */
  readonly width: number;
  readonly numbers: Float64Array;
  /** The same memory as whole numbers. */
  readonly wholes: Int32Array;
  readonly #hostNumbers: number;
  #whole = 0;
  #end = 0;
  #fits = true;

  /** @param numbering of the nodes' views. */
  constructor(nodes: number, hostNumbers = 0, numbering?: ViewNumbering) {
    this.views = new SharedViews(this.updates, numbering);
    const used = hostNumbers + stateNumbers;
    this.width = Math.ceil(used / lineNumbers) * lineNumbers;
    this.#hostNumbers = hostNumbers;
    this.numbers = new Float64Array(nodes * this.width);
    this.wholes = new Int32Array(this.numbers.buffer);
  }

  /** What is put or got next is the first of this node's row. */
  begin(node: NodeId): void {
    this.#whole = this.#firstWholeOf(node);
    this.#end = (node + 1) * this.width * wholesPerNumber;
    this.#fits = true;
  }

  /**
   * Has a row brought into the processor's cache: those of many nodes one after the other, of which the processor does not wait for each.
   * Returns nothing of worth.
   */
  fetch(node: NodeId): number {
    const at = node * this.width;
    const { numbers } = this;
    return (
      numbers[at]! +
      numbers[at + lineNumbers]! +
      numbers[at + 2 * lineNumbers]! +
      numbers[at + 3 * lineNumbers]!
    );
  }

  /** The state of one node becomes that of another, too. */
  copy(from: NodeId, to: NodeId): void {
    const first = from * this.width + this.#hostNumbers;
    this.numbers.copyWithin(to * this.width + this.#hostNumbers, first, (from + 1) * this.width);
  }

  /** Everything that was put since `begin` had its room. */
  get fits(): boolean {
    return this.#fits;
  }

  putTime(ms: number): void {
    const at = this.#alignedWhole();
    if (at < this.#end) this.numbers[at / wholesPerNumber] = ms;
    else this.#fits = false;
    this.#whole = at + wholesPerNumber;
  }

  getTime(): number {
    const at = this.#alignedWhole();
    this.#whole = at + wholesPerNumber;
    return this.numbers[at / wholesPerNumber]!;
  }

  put(whole: number): void {
    const at = this.#whole;
    this.#whole = at + 1;
    if (at >= this.#end || (whole | 0) !== whole) this.#fits = false;
    else this.wholes[at] = whole;
  }

  get(): number {
    this.#whole += 1;
    return this.wholes[this.#whole - 1]!;
  }

  putConfig(config: ProtocolConfig): void {
    let number = this.#configs.indexOf(config);
    if (number < 0) number = this.#configs.push(config) - 1;
    this.put(number);
  }

  getConfig(): ProtocolConfig {
    return this.#configs[this.get()]!;
  }

  /** Adds the counters of a node's row to sums in the order of `counterNames`. */
  addCounters(node: NodeId, sums: number[]): void {
    const first = this.#firstWholeOf(node);
    for (let i = 0; i < counterNames.length; i += 1) sums[i]! += this.wholes[first + i]!;
  }

  /** Whether a saved node spreads its update, as a number. */
  hotUpdatesOf(node: NodeId): number {
    return this.wholes[this.#firstWholeOf(node) + rumorWhole] === 0 ? 0 : 1;
  }

  /** The next place that has the alignment of a time. */
  #alignedWhole(): number {
    return this.#whole + (this.#whole % wholesPerNumber);
  }

  #firstWholeOf(node: NodeId): number {
    return (node * this.width + this.#hostNumbers) * wholesPerNumber;
  }
}
