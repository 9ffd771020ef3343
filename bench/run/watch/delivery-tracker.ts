import type { NodeEvent } from '../../../nodes/contract/events.js';
import { parseUpdateName } from '../../journal/update-name.js';
import { NodeSet } from './node-set.js';
import { OlderWrites } from './older-writes.js';

interface Tracked {
  /** The node that accepted it, if it is still in the same incarnation. */
  origin: number | undefined;
  /** The nodes that hold it, live or frozen, its origin included. */
  readonly holders: NodeSet;
}

/**
 * Counts, while the run goes on, at how many live nodes each update is held, so that a phase knows when everything has
 * arrived. An update that died with all its holders is waited for no more. The figures themselves are computed afterwards,
 * from the journal.
 */
export class DeliveryTracker {
  readonly #nodes: number;
  readonly #olderWrites: OlderWrites | undefined;
  readonly #live: NodeSet;
  readonly #incarnations = new Map<number, number>();
  readonly #tracked = new Map<string, Tracked>();
  #held = 0;
  #expected = 0;
  /** A node's coming and going changes all counts: they are recomputed on demand. */
  #isStale = false;

  /** @param supersedes nodes keep one value a key: who has a newer write to a key holds the older ones, too. */
  constructor(nodes: number, supersedes = false) {
    this.#olderWrites = supersedes ? new OlderWrites() : undefined;
    this.#nodes = nodes;
    this.#live = NodeSet.all(nodes);
  }

  /** Updates known so far. */
  get updates(): number {
    return this.#tracked.size;
  }

  /** Pairs (update, live node other than its origin) that hold. */
  get held(): number {
    this.#recount();
    return this.#held;
  }

  get expected(): number {
    this.#recount();
    return this.#expected;
  }

  get complete(): boolean {
    return this.held >= this.expected;
  }

  /** Tells whether all updates known by now, and not those that come later, are held by every live node. */
  checkpoint(): () => boolean {
    let open = [...this.#tracked.values()];
    return () => {
      open = open.filter((tracked) => !this.#isEverywhere(tracked));
      return open.length === 0;
    };
  }

  /** `accepted` at its origin; also known from the client's answer, which may come before or after the journal's line. */
  accepted(update: string): void {
    this.#trackedOf(update);
  }

  observe(node: number, event: NodeEvent): void {
    if (event.type === 'write') {
      this.accepted(event.update);
      this.#olderWrites?.written(event.update, event.key);
    } else if (event.type === 'receive') {
      this.#hold(event.update, node);
      for (const update of this.#olderWrites?.heldWith(event.update, node) ?? []) this.#hold(update, node);
    }
    if (event.type === 'supersede') {
      for (let seq = event.fromSeq; seq <= event.toSeq; seq += 1) {
        this.#hold(`${event.origin}.${event.incarnation}.${seq}`, node);
      }
    }
  }

  /** It stands still, and holds what it holds. */
  paused(node: number): void {
    this.#live.delete(node);
    this.#isStale = true;
  }

  resumed(node: number): void {
    this.#live.add(node);
    this.#isStale = true;
  }

  /** Its process has ended, and what it held is gone. */
  ended(node: number): void {
    this.paused(node);
    for (const tracked of this.#tracked.values()) {
      tracked.holders.delete(node);
      if (tracked.origin === node) tracked.origin = undefined;
    }
    this.#incarnations.set(node, Number.POSITIVE_INFINITY);
    this.#olderWrites?.forgets(node);
  }

  restarted(node: number, incarnation: number): void {
    this.#incarnations.set(node, incarnation);
    this.resumed(node);
  }

  #hold(update: string, node: number): void {
    const tracked = this.#trackedOf(update);
    if (tracked.holders.size === 0) this.#isStale = true;
    if (!tracked.holders.add(node)) return;
    if (this.#live.has(node) && node !== tracked.origin) this.#held += 1;
  }

  #trackedOf(update: string): Tracked {
    const known = this.#tracked.get(update);
    if (known) return known;
    const { origin, incarnation } = parseUpdateName(update);
    const isOwn = (this.#incarnations.get(origin) ?? 1) === incarnation;
    const tracked: Tracked = { origin: isOwn ? origin : undefined, holders: new NodeSet(this.#nodes) };
    if (isOwn) tracked.holders.add(origin);
    this.#tracked.set(update, tracked);
    if (isOwn) this.#expected += this.#expectedOf(tracked);
    return tracked;
  }

  #expectedOf({ origin, holders }: Tracked): number {
    if (holders.size === 0) return 0;
    return this.#live.size - (origin !== undefined && this.#live.has(origin) ? 1 : 0);
  }

  #heldOf({ origin, holders }: Tracked): number {
    const atOrigin = origin !== undefined && holders.has(origin) && this.#live.has(origin);
    return holders.sharedWith(this.#live) - (atOrigin ? 1 : 0);
  }

  #isEverywhere(tracked: Tracked): boolean {
    return this.#heldOf(tracked) >= this.#expectedOf(tracked);
  }

  #recount(): void {
    if (!this.#isStale) return;
    this.#isStale = false;
    const all = [...this.#tracked.values()];
    this.#held = all.reduce((sum, tracked) => sum + this.#heldOf(tracked), 0);
    this.#expected = all.reduce((sum, tracked) => sum + this.#expectedOf(tracked), 0);
  }
}
