import type { NodeId } from '../../../protocol/types.js';
import type { Incarnation } from './exchange.js';
import type { Processing } from './processing.js';
import type { SimEvent } from './sim-event.js';

/** What hold-ups are given by their network. */
export interface HoldUpContext {
  nowMs(): number;
  /** The present one; 0 while the node is down. */
  incarnationOf(node: NodeId): number;
  /** Has the event come again at that moment. */
  putAgain(atMs: number, event: SimEvent): void;
  /** What each node takes for a message; undefined: no time. */
  readonly processing: Processing | undefined;
}

/** What keeps nodes from taking their steps at once: they are paused, or slow, or take time for each message. */
export class HoldUps {
  readonly #context: HoldUpContext;
  /** What came due while a node was paused, in order. */
  readonly #paused = new Map<NodeId, SimEvent[]>();
  readonly #slow = new Map<NodeId, { readonly stepMs: number; freeAtMs: number }>();

  constructor(context: HoldUpContext) {
    this.#context = context;
  }

  /** Whether the event has to wait. It comes again, by itself or when its node goes on. */
  holds(event: SimEvent): boolean {
    const waiting = this.#paused.size > 0 ? this.#waitingFor(event) : undefined;
    if (waiting !== undefined) {
      waiting.push(event);
      return true;
    }
    const { processing } = this.#context;
    if (processing !== undefined && this.#isTaken(event, processing)) return true;
    return this.#slow.size > 0 && this.#isPutOff(event);
  }

  /** From now on what is due for the node waits. */
  pause(node: NodeId): void {
    if (!this.#paused.has(node)) this.#paused.set(node, []);
  }

  /** What waited for the node while it was paused, in order; it waits no longer. */
  release(node: NodeId): readonly SimEvent[] {
    const due = this.#paused.get(node) ?? [];
    this.#paused.delete(node);
    return due;
  }

  /** From now on each step takes the node so long, and the next waits for it; 0: no time at all. */
  slow(node: NodeId, stepMs: number): void {
    if (stepMs > 0) this.#slow.set(node, { stepMs, freeAtMs: this.#context.nowMs() });
    else this.#slow.delete(node);
  }

  /** A new incarnation has nothing to do yet. */
  begin(node: NodeId): void {
    this.#context.processing?.begin(node);
  }

  /** A node that takes time for messages lets an arriving one wait for those before it. */
  #isTaken(event: SimEvent, processing: Processing): boolean {
    if (event.kind !== 'request' && event.kind !== 'answer') return false;
    const of = this.#addressee(event);
    // A node that is down refuses at once.
    if (of === undefined || !this.#isPresent(of)) return false;
    const { nowMs, putAgain } = this.#context;
    putAgain(processing.doneMs(of.node, nowMs()), { kind: 'processed', of, arrival: event });
    return true;
  }

  /** A slow node takes its steps one after the other. */
  #isPutOff(event: SimEvent): boolean {
    const addressee = this.#addressee(event);
    const pace = addressee && this.#slow.get(addressee.node);
    if (pace === undefined) return false;
    const { nowMs, putAgain } = this.#context;
    if (pace.freeAtMs > nowMs()) {
      putAgain(pace.freeAtMs, event);
      return true;
    }
    pace.freeAtMs = nowMs() + pace.stepMs;
    return false;
  }

  #waitingFor(event: SimEvent): SimEvent[] | undefined {
    const addressee = this.#addressee(event);
    return addressee && this.#isPresent(addressee) ? this.#paused.get(addressee.node) : undefined;
  }

  /** Whose process must run for this to happen. */
  #addressee(event: SimEvent): Incarnation | undefined {
    switch (event.kind) {
      case 'call':
        return undefined;
      case 'timer':
        return event;
      case 'input':
      case 'processed':
        return event.of;
      case 'request':
        return this.#present(event.exchange.to);
      default:
        return { node: event.exchange.initiator, incarnation: event.exchange.initiatorIncarnation };
    }
  }

  #present(node: NodeId): Incarnation | undefined {
    const incarnation = this.#context.incarnationOf(node);
    return incarnation > 0 ? { node, incarnation } : undefined;
  }

  #isPresent({ node, incarnation }: Incarnation): boolean {
    return this.#context.incarnationOf(node) === incarnation;
  }
}
