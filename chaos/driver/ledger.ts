import { isDeepStrictEqual } from 'node:util';
import { effectiveLinkState, type LinkFault } from '../link-control/link-state.js';
import type { DirectedLink } from '../links/directed-link.js';
import { linkKey } from '../links/directed-links.js';
import { effectiveNodeState, type NodeFault } from './node-state.js';

/** One subject (a link, a node) whose state is to be changed. */
export interface StateChange<S, T> {
  readonly subject: S;
  readonly before: T;
  readonly after: T;
}

interface Entry<F> {
  readonly id: number;
  readonly fault: F;
}

/**
 * Which faults are in force on which subjects. It counts references: what two steps both ask for begins with the first
 * and ends with the last, and what is healed leaves just the state that the other faults make.
 */
export class FaultLedger<S, F, T> {
  readonly #keyOf: (subject: S) => string;
  readonly #compose: (faults: readonly F[]) => T;
  readonly #active = new Map<string, { subject: S; entries: Entry<F>[] }>();

  constructor(keyOf: (subject: S) => string, compose: (faults: readonly F[]) => T) {
    this.#keyOf = keyOf;
    this.#compose = compose;
  }

  stateOf(subject: S): T {
    return this.#composed(this.#active.get(this.#keyOf(subject))?.entries ?? []);
  }

  /** A fault begins on subjects; `id` names it until it ends. Returns only what really changes. */
  begin(id: number, fault: F, subjects: readonly S[]): StateChange<S, T>[] {
    return subjects.flatMap((subject) => this.#change(subject, (entries) => [...entries, { id, fault }]));
  }

  /** The fault `id` ends wherever it was; an unknown one changes nothing. */
  end(id: number): StateChange<S, T>[] {
    const subjects = [...this.#active.values()].map(({ subject }) => subject);
    return subjects.flatMap((subject) =>
      this.#change(subject, (entries) => entries.filter((entry) => entry.id !== id)),
    );
  }

  #composed(entries: readonly Entry<F>[]): T {
    return this.#compose(entries.map(({ fault }) => fault));
  }

  #change(subject: S, next: (entries: readonly Entry<F>[]) => Entry<F>[]): StateChange<S, T>[] {
    const key = this.#keyOf(subject);
    const old = this.#active.get(key)?.entries ?? [];
    const entries = next(old);
    if (entries.length === 0) this.#active.delete(key);
    else this.#active.set(key, { subject, entries });
    const before = this.#composed(old);
    const after = this.#composed(entries);
    return isDeepStrictEqual(before, after) ? [] : [{ subject, before, after }];
  }
}

export const linkLedger = () =>
  new FaultLedger(
    (link: DirectedLink) => linkKey(link),
    (faults: readonly LinkFault[]) => effectiveLinkState(faults),
  );

export const nodeLedger = () =>
  new FaultLedger(
    (node: number) => String(node),
    (faults: readonly NodeFault[]) => effectiveNodeState(faults),
  );
