import type { NodeEvent } from '../nodes/contract/events.js';

/** Knows from the nodes' journals whom each node sees alive, so that warm-up ends when everyone knows everyone. */
export class MembershipTracker {
  readonly #views: Map<number, Set<number>>;

  constructor(nodeIds: readonly number[]) {
    this.#views = new Map(nodeIds.map((id) => [id, new Set<number>()]));
  }

  observe(node: number, event: NodeEvent): void {
    if (event.type !== 'member' || event.member === node) return;
    const alive = event.change === 'joined' || event.change === 'recovered' || event.change === 'suspected';
    if (alive) this.#views.get(node)?.add(event.member);
    else this.#views.get(node)?.delete(event.member);
  }

  get complete(): boolean {
    return this.missing().length === 0;
  }

  /** Pairs (observer, member) that are still unknown, as `n0 does not see n3`; at most `limit`. */
  missing(limit = 1): string[] {
    const gaps: string[] = [];
    for (const [node, seen] of this.#views) {
      if (seen.size >= this.#views.size - 1) continue;
      for (const member of this.#views.keys()) {
        if (member !== node && !seen.has(member)) gaps.push(`n${node} does not see n${member}`);
        if (gaps.length >= limit) return gaps;
      }
    }
    return gaps;
  }
}
