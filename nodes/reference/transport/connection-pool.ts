import type { NodeId } from '../../protocol/types.js';

/** More idle connections to one peer than this are closed: in the steady state one or two suffice. */
const maxIdlePerPeer = 4;

/** Idle connections by peer, the most recently used first. */
export class ConnectionPool<C> {
  readonly #idle = new Map<NodeId, C[]>();

  get size(): number {
    let size = 0;
    for (const idle of this.#idle.values()) size += idle.length;
    return size;
  }

  take(to: NodeId): C | undefined {
    return this.#idle.get(to)?.pop();
  }

  /** False when the pool has enough of them. */
  give(to: NodeId, connection: C): boolean {
    const idle = this.#idle.get(to) ?? [];
    if (idle.length >= maxIdlePerPeer) return false;
    this.#idle.set(to, [...idle, connection]);
    return true;
  }

  remove(to: NodeId, connection: C): void {
    const idle = this.#idle.get(to);
    if (idle)
      this.#idle.set(
        to,
        idle.filter((other) => other !== connection),
      );
  }
}
