import type { NodeId } from '../../types.js';
import { type SuspicionBounds, suspicionTimeoutMs } from './suspicion-timeouts.js';

interface Suspicion {
  readonly bounds: SuspicionBounds;
  /** Who suspects, the first included. */
  readonly reporters: Set<NodeId>;
  beganMs: number;
  endMs: number;
}

/** The suspicions that this node holds, each with its own time-out. */
export class Suspicions {
  readonly #byMember = new Map<NodeId, Suspicion>();
  /** The first end; undefined where it is to be looked for again. In a partition half a cluster is suspected. */
  #dueMs: number | undefined = Number.POSITIVE_INFINITY;

  begin(id: NodeId, reporter: NodeId, bounds: SuspicionBounds, nowMs: number): void {
    this.end(id);
    const suspicion = { bounds, reporters: new Set([reporter]), beganMs: nowMs, endMs: 0 };
    this.#byMember.set(id, suspicion);
    this.#timeOut(suspicion);
  }

  /** One more voice; true where it is a new one that shortens the time-out. */
  confirm(id: NodeId, reporter: NodeId): boolean {
    const suspicion = this.#byMember.get(id);
    if (suspicion === undefined || suspicion.reporters.has(reporter)) return false;
    if (suspicion.reporters.size > suspicion.bounds.confirmations) return false;
    suspicion.reporters.add(reporter);
    this.#timeOut(suspicion);
    return true;
  }

  end(id: NodeId): void {
    const suspicion = this.#byMember.get(id);
    if (suspicion === undefined) return;
    this.#byMember.delete(id);
    if (suspicion.endMs === this.#dueMs) this.#dueMs = undefined;
  }

  /** Gives every suspicion `ms` more: so long this node could not hear a refutation. */
  postpone(ms: number): void {
    this.#dueMs = Number.POSITIVE_INFINITY;
    for (const suspicion of this.#byMember.values()) {
      suspicion.beganMs += ms;
      this.#timeOut(suspicion);
    }
  }

  get dueMs(): number {
    if (this.#dueMs === undefined) {
      this.#dueMs = Number.POSITIVE_INFINITY;
      for (const { endMs } of this.#byMember.values()) this.#dueMs = Math.min(this.#dueMs, endMs);
    }
    return this.#dueMs;
  }

  overdue(nowMs: number): NodeId[] {
    if (this.dueMs > nowMs) return [];
    const overdue: NodeId[] = [];
    for (const [id, { endMs }] of this.#byMember) if (endMs <= nowMs) overdue.push(id);
    return overdue;
  }

  /** Voices only ever bring the end nearer. */
  #timeOut(suspicion: Suspicion): void {
    const { beganMs, bounds, reporters } = suspicion;
    suspicion.endMs = beganMs + suspicionTimeoutMs(bounds, reporters.size - 1);
    if (this.#dueMs !== undefined) this.#dueMs = Math.min(this.#dueMs, suspicion.endMs);
  }
}
