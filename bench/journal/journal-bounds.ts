import type { NodeEvent } from '../../nodes/contract/events.js';
import type { RunEvent } from './journal-event.js';
import { mostCounted, mostNodes } from './node-bounds.js';

/** Nodes that all lines together speak of, each line of its own. */
const mostSpokenOf = 200_000_000;
/** From the first event to any other, ms: 8 days. Each phase lasts a day at most. */
const longestMs = 8 * 86_400_000;

/**
 * What no journal of a run goes beyond, line after line: who reads it walks through its nodes and its seconds, so one line with other numbers would
 * keep a reader for ever.
 */
export class JournalBounds {
  #firstMs: number | undefined;
  #spokenOf = 0;

  /** @throws RangeError in words */
  check(event: RunEvent): void {
    const first = 'node' in event ? event.node : 0;
    const nodes = 'nodes' in event && typeof event.nodes === 'number' ? event.nodes : 1;
    if (first + nodes > mostNodes) {
      throw new RangeError(`nodes ${first} to ${first + nodes - 1}: a cluster has at most ${mostNodes}`);
    }
    this.#spokenOf += nodes;
    if (this.#spokenOf > mostSpokenOf) {
      throw new RangeError(`the lines so far speak of ${this.#spokenOf} nodes: at most ${mostSpokenOf}`);
    }
    if (event.type === 'receipts') {
      const { length, tMs, node, hops, from } = event.receipts;
      for (let row = 0; row < length; row += 1) {
        this.#checkTime(tMs[row]!);
        if (!isNode(node[row]!) || from[row]! < 0 || hops[row]! < 0)
          throw new RangeError(`receipt ${row + 1}: no such node or hop count`);
      }
    } else if (event.type === 'event') {
      this.#checkTime(event.event.tMs);
      checkNumbers(event.event);
    } else this.#checkTime(event.tMs);
  }

  #checkTime(tMs: number): void {
    this.#firstMs ??= tMs;
    const fromFirstMs = Math.abs(tMs - this.#firstMs);
    // Not `>`: what is no number is refused, too.
    if (!(fromFirstMs <= longestMs)) {
      throw new RangeError(`tMs ${tMs} is ${fromFirstMs} ms from the first event: at most ${longestMs}`);
    }
  }
}

function checkNumbers(event: NodeEvent): void {
  for (const [name, value] of Object.entries(event)) {
    if (name === 'tMs' || typeof value !== 'number' || (value >= 0 && value <= mostCounted)) continue;
    throw new RangeError(`event.${name} is ${value}: expected 0 to ${mostCounted}`);
  }
}

const isNode = (node: number): boolean => node >= 0 && node < mostNodes;
