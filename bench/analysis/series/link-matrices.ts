import type { FaultSpan } from '../timeline/fault-spans.js';
import { faultWindow } from './fault-window.js';
import type { LinkMatrix } from './report-series.js';

/** Kinds of fault in which a node is away, or stands still. */
const downKinds: ReadonlySet<string> = new Set(['kill', 'stop', 'pause', 'restart', 'replace']);

type Effect = Pick<LinkMatrix, 'cut' | 'degraded' | 'down'>;

/** Larger clusters have no matrix: it would be unreadable. */
export const mostMatrixNodes = 128;

/** Who could not reach whom; equal faults of one name are one matrix with several windows. */
export function linkMatrices(
  faults: readonly FaultSpan[],
  nodes: readonly number[],
  clock: { firstMs: number; lastMs: number },
): LinkMatrix[] {
  if (nodes.length > mostMatrixNodes) return [];
  const matrices = new Map<string, LinkMatrix & { windows: { startMs: number; endMs: number }[] }>();
  for (const fault of faults) {
    const effect = effectOf(fault);
    if (effect.cut.length + effect.degraded.length + effect.down.length === 0) continue;
    const { startMs, endMs } = faultWindow(fault, clock);
    const { name, kind } = fault;
    const key = JSON.stringify([name, effect]);
    const known = matrices.get(key);
    if (known) known.windows.push({ startMs, endMs });
    else {
      const order = bySide(nodes, fault.sides);
      matrices.set(key, { name, kind, windows: [{ startMs, endMs }], order, ...effect });
    }
  }
  return [...matrices.values()];
}

function effectOf({ kind, links, nodes }: FaultSpan): Effect {
  const pairs = [...links].map(({ from, to }): [number, number] => [from, to]);
  const byPair = pairs.sort(([a, b], [c, d]) => a - c || b - d);
  if (kind === 'partition') return { cut: byPair, degraded: [], down: [] };
  const down = downKinds.has(kind) ? [...nodes].sort((a, b) => a - b) : [];
  return { cut: [], degraded: byPair, down };
}

/** Sides one after the other, and those of no side at the end. */
function bySide(nodes: readonly number[], sides: readonly (readonly number[])[]): number[] {
  const sideOf = new Map(sides.flatMap((side, at) => side.map((node): [number, number] => [node, at])));
  const place = (node: number): number => sideOf.get(node) ?? sides.length;
  return [...nodes].sort((a, b) => place(a) - place(b) || a - b);
}
