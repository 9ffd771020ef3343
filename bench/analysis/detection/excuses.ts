import type { FaultSpan } from '../timeline/fault-spans.js';
import type { Window } from '../timeline/phases.js';
import type { Uptimes } from '../timeline/uptimes.js';

/** Faults after which a node's own judgement of others is not to be trusted. */
const disablingKinds: ReadonlySet<string> = new Set(['cpuLimit', 'pause', 'malicious']);

/** What the run itself did to nodes and links that a detector cannot but notice. */
export class Excuses {
  readonly #cuts: ReadonlyMap<number, readonly Window[]>;
  readonly #disabled: ReadonlyMap<number, readonly Window[]>;
  readonly #uptimes: Uptimes;

  constructor(faults: readonly FaultSpan[], uptimes: Uptimes) {
    this.#uptimes = uptimes;
    this.#cuts = windowsOf(
      faults.filter(({ kind }) => kind === 'partition'),
      ({ links }) => new Set(links.nodes()),
    );
    this.#disabled = windowsOf(
      faults.filter(({ kind }) => disablingKinds.has(kind)),
      ({ nodes }) => new Set(nodes),
    );
  }

  /** Whether the node was down, paused, or cut off from any other at some moment of the window. */
  wasUnreachable(node: number, window: Window): boolean {
    return this.#wasDown(node, window) || meets(this.#cuts.get(node), window);
  }

  /** Whether the node was up throughout the window, and at its full powers. */
  wasHealthy(node: number, window: Window): boolean {
    return !this.#wasDown(node, window) && !meets(this.#disabled.get(node), window);
  }

  /** Before a node first came up it was not down, but not there yet. */
  #wasDown(node: number, { startMs, endMs }: Window): boolean {
    const fromMs = Math.max(startMs, this.#uptimes.firstUpMs(node) ?? startMs);
    return fromMs <= endMs && !this.#uptimes.isUpThroughout(node, fromMs, endMs);
  }
}

function windowsOf(
  faults: readonly FaultSpan[],
  touched: (fault: FaultSpan) => ReadonlySet<number>,
): Map<number, Window[]> {
  const windows = new Map<number, Window[]>();
  for (const fault of faults) {
    const { applied, healed } = fault;
    const window = { startMs: applied.firstMs, endMs: healed?.lastMs ?? Number.POSITIVE_INFINITY };
    for (const node of touched(fault)) windows.set(node, [...(windows.get(node) ?? []), window]);
  }
  return windows;
}

const meets = (windows: readonly Window[] = [], { startMs, endMs }: Window): boolean =>
  windows.some((window) => window.startMs <= endMs && window.endMs >= startMs);
