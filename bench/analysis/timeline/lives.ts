import type { JournalIndex } from '../journal-index.js';
import { faultKind, faultSpans } from './fault-spans.js';

/** A stretch in which a node was up and running. A pause ends it, and the next one continues the same process. */
export interface Life {
  /** When the process before this one ended; −∞ for the first. */
  readonly bornMs: number;
  /** From when on what the node held is still held: its birth, or an earlier one's where a restart kept the state. */
  readonly stateSinceMs: number;
  readonly upMs: number;
  /** ∞ where the run did not see its end. */
  readonly downMs: number;
  readonly incarnation: number | undefined;
}

type LifeChange = JournalIndex['lifeChanges'][number];

/** When each node was up. */
export class Lives {
  /** Every node of the roster or that ever was up, ascending. */
  readonly nodes: readonly number[];
  readonly #lives: ReadonlyMap<number, readonly Life[]>;

  /** Changes from `endMs` on are the run's own tear-down and count for nothing. */
  constructor(index: JournalIndex, endMs: number) {
    const lives = new Map<number, Life[]>((index.run?.nodes ?? []).map((node) => [node, []]));
    const keepsState = stateKeepers(index);
    for (const change of index.lifeChanges) {
      for (let node = change.node; node < change.node + (change.nodes ?? 1); node += 1) {
        const ofNode = lives.get(node) ?? [];
        lives.set(node, ofNode);
        addChange(ofNode, node, change, { endMs, keepsState });
      }
    }
    this.#lives = lives;
    this.nodes = [...lives.keys()].sort((a, b) => a - b);
  }

  isUp(node: number, ms: number): boolean {
    return this.lifeAt(node, ms) !== undefined;
  }

  /** Up from `fromMs` on and not down before `toMs`. */
  isUpThroughout(node: number, fromMs: number, toMs: number): boolean {
    return this.of(node).some(({ upMs, downMs }) => upMs <= fromMs && downMs >= toMs);
  }

  lifeAt(node: number, ms: number): Life | undefined {
    return this.of(node).find(({ upMs, downMs }) => upMs <= ms && ms < downMs);
  }

  /** The life that lasted to the end of the run; undefined for a node that was down, or paused, by then. */
  lastingLife(node: number): Life | undefined {
    const last = this.of(node).at(-1);
    return last?.downMs === Number.POSITIVE_INFINITY ? last : undefined;
  }

  firstUpMs(node: number): number | undefined {
    return this.of(node)[0]?.upMs;
  }

  /** Every moment at which a node came up or went down, ascending. */
  changes(): { readonly ms: number; readonly by: 1 | -1 }[] {
    const all = [...this.#lives.values()].flat();
    const downs = all.filter(({ downMs }) => downMs !== Number.POSITIVE_INFINITY);
    return [
      ...all.map(({ upMs }) => ({ ms: upMs, by: 1 as const })),
      ...downs.map(({ downMs }) => ({ ms: downMs, by: -1 as const })),
    ].sort((a, b) => a.ms - b.ms);
  }

  /** In order of time. */
  of(node: number): readonly Life[] {
    return this.#lives.get(node) ?? [];
  }
}

type KeepsState = (node: number, fromMs: number, toMs: number) => boolean;

function addChange(
  ofNode: Life[],
  node: number,
  change: LifeChange,
  { endMs, keepsState }: { readonly endMs: number; readonly keepsState: KeepsState },
): void {
  const last = ofNode.at(-1);
  const isUp = last?.downMs === Number.POSITIVE_INFINITY;
  const begins = change.change === 'up' || change.change === 'resumed';
  if (begins && !isUp) ofNode.push(nextLife(node, change, last, keepsState));
  else if (!begins && last && isUp && change.tMs < endMs) {
    ofNode[ofNode.length - 1] = { ...last, downMs: change.tMs };
  }
}

function nextLife(
  node: number,
  { change, tMs, incarnation }: LifeChange,
  last: Life | undefined,
  keepsState: KeepsState,
): Life {
  const lasts = { upMs: tMs, downMs: Number.POSITIVE_INFINITY };
  if (!last) {
    const bornMs = Number.NEGATIVE_INFINITY;
    return { bornMs, stateSinceMs: bornMs, ...lasts, incarnation };
  }
  if (change === 'resumed') return { ...last, ...lasts };
  const isKept = keepsState(node, last.upMs, tMs);
  return {
    bornMs: last.downMs,
    stateSinceMs: isKept ? last.stateSinceMs : last.downMs,
    ...lasts,
    incarnation,
  };
}

/** Tells whether a node went down, between two moments, by a restart that lets it keep what it held. */
function stateKeepers({ faults }: JournalIndex): KeepsState {
  const keeping = faultSpans(faults).filter(
    ({ applied }) => faultKind(applied) === 'restart' && applied.asked.keepState === true,
  );
  return (node, fromMs, toMs) =>
    keeping.some(
      ({ nodes, applied }) => nodes.includes(node) && applied.lastMs >= fromMs && applied.firstMs <= toMs,
    );
}
