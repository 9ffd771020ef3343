import type { ProtocolConfig } from '../config.js';
import { counterNames } from '../counters.js';
import type { NodeId } from '../types.js';
import { SharedUpdates } from './shared-updates.js';
import { SharedViews } from './shared-views.js';

/** Of a row: its times come first, then its whole numbers, the counters at their head. Three cache lines. */
const times = 2;
const wholes = 44;
const rowTimes = times + wholes / 2;
const rowWholes = 2 * times + wholes;

/**
 * The states of many nodes as numbers, a row for each, for as long as there is little to each: a node that holds at most one update and
 * waits for no answer fits, and what it has in common with others (parameters, updates, views) is kept once. A million such nodes
 * take 192 MB, where the objects of each would take some kilobytes in thirty places. Whole numbers beyond 32 bits do not fit.
 */
export class NodeRows {
  readonly updates = new SharedUpdates();
  readonly views = new SharedViews(this.updates);
  readonly #configs: ProtocolConfig[] = [];
  readonly #times: Float64Array;
  readonly #wholes: Int32Array;
  #time = 0;
  #whole = 0;
  #fits = true;

  constructor(nodes: number) {
    const buffer = new ArrayBuffer(nodes * rowTimes * Float64Array.BYTES_PER_ELEMENT);
    this.#times = new Float64Array(buffer);
    this.#wholes = new Int32Array(buffer);
  }

  /** What is put or got next is the first of this node's row. */
  begin(node: NodeId): void {
    this.#time = node * rowTimes;
    this.#whole = node * rowWholes + 2 * times;
    this.#fits = true;
  }

  copy(from: NodeId, to: NodeId): void {
    this.#times.copyWithin(to * rowTimes, from * rowTimes, (from + 1) * rowTimes);
  }

  /** Everything that was put since `begin` had its room. */
  get fits(): boolean {
    return this.#fits;
  }

  putTime(ms: number): void {
    this.#times[this.#time] = ms;
    this.#time += 1;
  }

  getTime(): number {
    this.#time += 1;
    return this.#times[this.#time - 1]!;
  }

  put(whole: number): void {
    this.#wholes[this.#whole] = whole;
    if (this.#wholes[this.#whole] !== whole) this.#fits = false;
    this.#whole += 1;
  }

  get(): number {
    this.#whole += 1;
    return this.#wholes[this.#whole - 1]!;
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
    const first = node * rowWholes + 2 * times;
    for (let i = 0; i < counterNames.length; i += 1) sums[i]! += this.#wholes[first + i]!;
  }
}
