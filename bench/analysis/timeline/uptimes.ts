import type { JournalIndex } from '../index/journal-index.js';
import { faultKind, faultSpans } from './fault-spans.js';

/** A stretch in which a node was up and running. A pause ends it, and the next one continues the same process. */
export interface Uptime {
  /** When the previous process of the node ended; −∞ for the first. */
  readonly previousEndMs: number;
  /** Since when the node has kept its state: the end of the previous process, or earlier where a restart kept the state. */
  readonly stateSinceMs: number;
  readonly upMs: number;
  /** ∞ where the run did not see its end. */
  readonly downMs: number;
  /** It ended in a pause: the process is still there, unless it was ended then. */
  readonly endsInPause: boolean;
  readonly incarnation: number | undefined;
}

type UptimeChange = JournalIndex['uptimeChanges'][number];

/** When each node was up. */
export class Uptimes {
  /** Every node of the roster or that ever was up, ascending. */
  readonly nodes: readonly number[];
  /** Of each of them, in that order. Nodes that came up together, and did nothing else, have one list. */
  readonly #uptimes: (readonly Uptime[])[];
  readonly #columns: ReadonlyMap<number, number> | undefined;

  /** Changes from `endMs` on are the run's own tear-down and count for nothing. */
  constructor(index: JournalIndex, endMs: number) {
    this.nodes = knownNodes(index);
    const isGapless = this.nodes.length === 0 || this.nodes.at(-1)! - this.nodes[0]! < this.nodes.length;
    this.#columns = isGapless ? undefined : new Map(this.nodes.map((node, column) => [node, column]));
    this.#uptimes = this.nodes.map(() => noUptimes);
    const keepsState = stateKeepers(index);
    for (const change of index.uptimeChanges) this.#add(change, { endMs, keepsState });
  }

  /** Its position in `nodes`. */
  columnOf(node: number): number | undefined {
    if (this.#columns) return this.#columns.get(node);
    const column = node - (this.nodes[0] ?? 0);
    return column >= 0 && column < this.nodes.length ? column : undefined;
  }

  isUp(node: number, ms: number): boolean {
    return this.uptimeAt(node, ms) !== undefined;
  }

  /** Up from `fromMs` on and not down before `toMs`. */
  isUpThroughout(node: number, fromMs: number, toMs: number): boolean {
    for (const { upMs, downMs } of this.of(node)) if (upMs <= fromMs && downMs >= toMs) return true;
    return false;
  }

  uptimeAt(node: number, ms: number): Uptime | undefined {
    return this.of(node).find(({ upMs, downMs }) => upMs <= ms && ms < downMs);
  }

  /** The uptime that lasted to the end of the run; undefined for a node that was down, or paused, by then. */
  finalUptime(node: number): Uptime | undefined {
    const last = this.of(node).at(-1);
    return last?.downMs === Number.POSITIVE_INFINITY ? last : undefined;
  }

  firstUpMs(node: number): number | undefined {
    return this.of(node)[0]?.upMs;
  }

  /** Every moment at which nodes came up or went down, ascending, and by how many more were up then. */
  changes(): { readonly ms: number; readonly by: number }[] {
    const changes = new Map<number, number>();
    const add = (ms: number, by: number): void => void changes.set(ms, (changes.get(ms) ?? 0) + by);
    for (let column = 0; column < this.#uptimes.length; ) {
      const uptimes = this.#uptimes[column]!;
      const first = column;
      while (this.#uptimes[column] === uptimes) column += 1;
      for (const { upMs, downMs } of uptimes) {
        add(upMs, column - first);
        if (downMs !== Number.POSITIVE_INFINITY) add(downMs, first - column);
      }
    }
    return Array.from(changes, ([ms, by]) => ({ ms, by })).sort((a, b) => a.ms - b.ms);
  }

  /** In order of time. */
  of(node: number): readonly Uptime[] {
    const column = this.columnOf(node);
    return column === undefined ? noUptimes : this.#uptimes[column]!;
  }

  #add(change: UptimeChange, given: { readonly endMs: number; readonly keepsState: KeepsState }): void {
    const { node: first, nodes = 1 } = change;
    let sharedFirst: readonly Uptime[] | undefined;
    for (let node = first; node < first + nodes; node += 1) {
      const column = this.columnOf(node)!;
      const before = this.#uptimes[column]!;
      // Nodes that start together share their first uptime.
      const shared = before.length === 0 ? sharedFirst : undefined;
      const after = shared ?? withChange(before, node, change, given);
      if (before.length === 0) sharedFirst = after;
      this.#uptimes[column] = after;
    }
  }
}

const noUptimes: readonly Uptime[] = [];

/** Ascending. Numbered in blocks, as nodes are, so that a million of them are no work. */
function knownNodes({ run, uptimeChanges }: JournalIndex): number[] {
  const blocks = blocksOf(run?.nodes ?? []);
  for (const { node, nodes = 1 } of uptimeChanges) blocks.push({ from: node, to: node + nodes });
  const known: number[] = [];
  let next = Number.NEGATIVE_INFINITY;
  for (const { from, to } of blocks.sort((a, b) => a.from - b.from)) {
    for (let node = Math.max(from, next); node < to; node += 1) known.push(node);
    next = Math.max(next, to);
  }
  return known;
}

/** Runs of consecutive numbers; `to` is beyond the last. */
function blocksOf(nodes: readonly number[]): { from: number; to: number }[] {
  const blocks: { from: number; to: number }[] = [];
  for (const node of nodes) {
    const last = blocks.at(-1);
    if (last?.to === node) last.to += 1;
    else blocks.push({ from: node, to: node + 1 });
  }
  return blocks;
}

type KeepsState = (node: number, fromMs: number, toMs: number) => boolean;

function withChange(
  ofNode: readonly Uptime[],
  node: number,
  change: UptimeChange,
  { endMs, keepsState }: { readonly endMs: number; readonly keepsState: KeepsState },
): readonly Uptime[] {
  const last = ofNode.at(-1);
  const isUp = last?.downMs === Number.POSITIVE_INFINITY;
  const begins = change.change === 'up' || change.change === 'resumed';
  if (begins && !isUp) return [...ofNode, nextUptime(node, change, last, keepsState)];
  if (!begins && last && isUp && change.tMs < endMs) {
    return [...ofNode.slice(0, -1), { ...last, downMs: change.tMs, endsInPause: change.change === 'paused' }];
  }
  const isEndedInPause = !begins && last?.endsInPause && change.change !== 'paused' && change.tMs < endMs;
  if (isEndedInPause) return [...ofNode.slice(0, -1), { ...last, endsInPause: false }];
  return ofNode;
}

function nextUptime(
  node: number,
  { change, tMs, incarnation }: UptimeChange,
  last: Uptime | undefined,
  keepsState: KeepsState,
): Uptime {
  const lasts = { upMs: tMs, downMs: Number.POSITIVE_INFINITY, endsInPause: false };
  if (!last) {
    const bornMs = Number.NEGATIVE_INFINITY;
    return { previousEndMs: bornMs, stateSinceMs: bornMs, ...lasts, incarnation };
  }
  if (change === 'resumed') return { ...last, ...lasts };
  const isKept = keepsState(node, last.upMs, tMs);
  return {
    previousEndMs: last.downMs,
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
