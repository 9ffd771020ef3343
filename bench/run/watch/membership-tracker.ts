import type { NodeEvent } from '../../../nodes/contract/events.js';
import { NodeSet } from './node-set.js';

/** Whom one node sees alive: all but these, or none but these. */
interface Sight {
  readonly all: boolean;
  readonly exceptions: Set<number>;
}

/** Knows from the nodes' journals whom each live node sees alive, so that a phase ends when everyone knows everyone. */
export class MembershipTracker {
  readonly #sights = new Map<number, Sight>();
  readonly #live: NodeSet;
  readonly #joined: boolean;

  /** @param joined all nodes see each other from the start, and report only changes. */
  constructor(nodes: number, joined = false) {
    this.#live = NodeSet.all(nodes);
    this.#joined = joined;
  }

  observe(node: number, event: NodeEvent): void {
    if (event.type !== 'member' || event.member === node) return;
    const alive = event.change === 'joined' || event.change === 'recovered' || event.change === 'suspected';
    const { all, exceptions } = this.#sightOf(node);
    if (alive === all) exceptions.delete(event.member);
    else exceptions.add(event.member);
  }

  paused(node: number): void {
    this.#live.delete(node);
  }

  resumed(node: number): void {
    this.#live.add(node);
  }

  /** Its process has ended, and with it what it knew. */
  ended(node: number): void {
    this.paused(node);
    this.#sights.set(node, { all: false, exceptions: new Set() });
  }

  get complete(): boolean {
    return this.missing().length === 0;
  }

  /** Pairs (observer, member) that are still unknown, as `n0 does not see n3`; at most `limit`. */
  missing(limit = 1): string[] {
    const gaps: string[] = [];
    for (const node of this.#live) {
      for (const member of this.#unseenBy(node)) {
        gaps.push(`n${node} does not see n${member}`);
        if (gaps.length >= limit) return gaps;
      }
    }
    return gaps;
  }

  *#unseenBy(node: number): Generator<number> {
    const { all, exceptions } = this.#sightOf(node);
    // Of a large cluster that has joined hardly anybody is looked for.
    for (const member of all ? exceptions : this.#live) {
      const isUnseen = all ? this.#live.has(member) : !exceptions.has(member);
      if (member !== node && isUnseen) yield member;
    }
  }

  #sightOf(node: number): Sight {
    const sight = this.#sights.get(node) ?? { all: this.#joined, exceptions: new Set<number>() };
    this.#sights.set(node, sight);
    return sight;
  }
}
