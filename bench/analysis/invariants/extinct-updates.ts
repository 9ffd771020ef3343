import type { Holdings } from '../index/holdings.js';
import type { Uptimes } from '../timeline/uptimes.js';

/**
 * For each update whether every node that held it was down at once at some time, with its memory gone: nobody who lived held it, and no
 * protocol can bring it back. What one holder after another forgot is no such update: at each moment somebody could have passed it on.
 */
export function extinctUpdates(holdings: Holdings, uptimes: Uptimes): boolean[] {
  const absences = holdings.nodes.map((node) => absencesOf(uptimes, node));
  const absent = absences.flatMap((ofNode, column) => (ofNode.length > 0 ? [column] : []));
  return holdings.updates.map(({ t0Ms }, row) =>
    absent.some((column) => {
      const heldMs = holdings.firstMs(row, column);
      return absences[column]!.some(
        ({ fromMs }) => fromMs >= Math.max(t0Ms, heldMs) && allAbsent(row, fromMs, holdings, absences),
      );
    }),
  );
}

/** A stretch in which a node was down and its memory gone; a pause is none, nor is a restart that keeps the state. */
interface Absence {
  readonly fromMs: number;
  readonly toMs: number;
}

function absencesOf(uptimes: Uptimes, node: number): Absence[] {
  const ofNode = uptimes.of(node);
  return ofNode.flatMap(({ downMs, endsInPause, stateSinceMs }, i) => {
    const next = ofNode[i + 1];
    const remembers = next ? next.stateSinceMs === stateSinceMs : endsInPause;
    if (downMs === Number.POSITIVE_INFINITY || remembers) return [];
    return [{ fromMs: downMs, toMs: next?.upMs ?? Number.POSITIVE_INFINITY }];
  });
}

function allAbsent(
  row: number,
  ms: number,
  holdings: Holdings,
  absences: readonly (readonly Absence[])[],
): boolean {
  return absences.every(
    (ofNode, column) =>
      holdings.firstMs(row, column) > ms || ofNode.some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs),
  );
}

/** The columns of the nodes that are live at the end. */
export const liveColumns = ({ nodes }: Holdings, uptimes: Uptimes): number[] =>
  nodes.flatMap((node, column) => (uptimes.finalUptime(node) ? [column] : []));
