import type { ScheduledAction } from '../../chaos/schedule/schedule.js';

/** Knows which nodes a fault touches, or touched a moment ago: what their failure detectors say is then no surprise. */
export class FaultMemory {
  readonly #memoryMs: number;
  readonly #active = new Map<number, readonly number[]>();
  readonly #lastTouchedMs = new Map<number, number>();

  /** `memoryMs`: how far back a detector's decision reaches. */
  constructor(memoryMs: number) {
    this.#memoryMs = memoryMs;
  }

  begins({ occurrence, nodes, links }: ScheduledAction): void {
    this.#active.set(occurrence, [...nodes, ...links.nodes()]);
  }

  ends(occurrence: number, atMs: number): void {
    for (const node of this.#active.get(occurrence) ?? []) this.#lastTouchedMs.set(node, atMs);
    this.#active.delete(occurrence);
  }

  explains(node: number, atMs: number): boolean {
    if ([...this.#active.values()].some((nodes) => nodes.includes(node))) return true;
    const lastMs = this.#lastTouchedMs.get(node);
    return lastMs !== undefined && atMs - lastMs <= this.#memoryMs;
  }
}
