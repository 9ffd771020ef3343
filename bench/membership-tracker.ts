import type { NodeEvent } from '../nodes/contract/events.js';
import { NodeSet } from './node-set.js';

/** Knows from the nodes' journals whom each live node sees alive, so that a phase ends when everyone knows everyone. */
export class MembershipTracker {
  readonly #views = new Map<number, Set<number>>();
  readonly #live: NodeSet;

  constructor(nodes: number) {
    this.#live = NodeSet.all(nodes);
  }

  observe(node: number, event: NodeEvent): void {
    if (event.type !== 'member' || event.member === node) return;
    const alive = event.change === 'joined' || event.change === 'recovered' || event.change === 'suspected';
    if (alive) this.#viewOf(node).add(event.member);
    else this.#views.get(node)?.delete(event.member);
  }

  #viewOf(node: number): Set<number> {
    const view = this.#views.get(node) ?? new Set<number>();
    this.#views.set(node, view);
    return view;
  }

  paused(node: number): void {
    this.#live.delete(node);
  }

  resumed(node: number): void {
    this.#live.add(node);
  }

  /** Its life is over, and with it what it knew. */
  ended(node: number): void {
    this.paused(node);
    this.#views.get(node)?.clear();
  }

  get complete(): boolean {
    return this.missing().length === 0;
  }

  /** Pairs (observer, member) that are still unknown, as `n0 does not see n3`; at most `limit`. */
  missing(limit = 1): string[] {
    const gaps: string[] = [];
    const live = [...this.#live];
    for (const node of live) {
      for (const member of live) {
        if (member !== node && !this.#views.get(node)?.has(member))
          gaps.push(`n${node} does not see n${member}`);
        if (gaps.length >= limit) return gaps;
      }
    }
    return gaps;
  }
}
