import type { NodeId } from '../../types.js';
import { type SuspicionBounds, suspicionTimeoutMs } from './timing.js';

interface Suspicion {
  readonly bounds: SuspicionBounds;
  /** Who suspects, the first included. */
  readonly reporters: Set<NodeId>;
  beganMs: number;
}

/** The suspicions that this node holds, each with its own time-out. */
export class Suspicions {
  readonly #byMember = new Map<NodeId, Suspicion>();

  begin(id: NodeId, reporter: NodeId, bounds: SuspicionBounds, nowMs: number): void {
    this.#byMember.set(id, { bounds, reporters: new Set([reporter]), beganMs: nowMs });
  }

  /** One more voice; true where it is a new one that shortens the time-out. */
  confirm(id: NodeId, reporter: NodeId): boolean {
    const suspicion = this.#byMember.get(id);
    if (suspicion === undefined || suspicion.reporters.has(reporter)) return false;
    if (suspicion.reporters.size > suspicion.bounds.confirmations) return false;
    suspicion.reporters.add(reporter);
    return true;
  }

  end(id: NodeId): void {
    this.#byMember.delete(id);
  }

  /** Gives every suspicion `ms` more: so long this node could not hear a refutation. */
  postpone(ms: number): void {
    for (const suspicion of this.#byMember.values()) suspicion.beganMs += ms;
  }

  get dueMs(): number {
    let dueMs = Number.POSITIVE_INFINITY;
    for (const suspicion of this.#byMember.values()) dueMs = Math.min(dueMs, endMs(suspicion));
    return dueMs;
  }

  overdue(nowMs: number): NodeId[] {
    const overdue: NodeId[] = [];
    for (const [id, suspicion] of this.#byMember) if (endMs(suspicion) <= nowMs) overdue.push(id);
    return overdue;
  }
}

function endMs({ beganMs, bounds, reporters }: Suspicion): number {
  return beganMs + suspicionTimeoutMs(bounds, reporters.size - 1);
}
