import type { LinkMatrix } from '../../../../bench/analysis/series/report-series.js';
import { formatNumber } from '../../format.js';

const mostGroups = 6;

/** Beyond so many parts a list is shortened to its beginning. */
const mostParts = 8;
const shownParts = 3;

/** Node numbers as people write them: `n0–n4, n7`. */
export function nodeList(nodes: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const node of [...nodes].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run[1] === node - 1) run[1] = node;
    else runs.push([node, node]);
  }
  const parts = runs.map(([first, last]) => (first === last ? `n${first}` : `n${first}–n${last}`));
  if (parts.length <= mostParts) return parts.join(', ');
  return `${nodes.length} nodes (${parts.slice(0, shownParts).join(', ')}, …)`;
}

/** Links in words, nodes that are alike together: `n0–n4 cannot reach n5–n9`. */
function groups(pairs: LinkMatrix['cut'], tell: (from: string, to: string) => string): string[] {
  const targets = new Map<number, number[]>();
  for (const [from, to] of pairs) targets.set(from, [...(targets.get(from) ?? []), to]);
  const alike = new Map<string, { from: number[]; to: number[] }>();
  for (const [node, to] of targets) {
    const key = [...to].sort((a, b) => a - b).join();
    alike.set(key, { from: [...(alike.get(key)?.from ?? []), node], to });
  }
  const texts = [...alike.values()].map(({ from, to }) => tell(nodeList(from), nodeList(to)));
  const rest = texts.length - mostGroups;
  return rest > 0 ? [...texts.slice(0, mostGroups), `and so on for ${rest} more groups of nodes`] : texts;
}

const cannotReach = (from: string, to: string): string => `${from} cannot reach ${to}`;
const fromTo = (from: string, to: string): string => `from ${from} to ${to}`;

/** A matrix in words, for those who cannot see it, and for reading off. */
export function linkWords({ order, cut, degraded, down }: LinkMatrix): string {
  const links = formatNumber(order.length * (order.length - 1));
  const isWhole = degraded.length === order.length * (order.length - 1);
  return [
    ...(cut.length > 0
      ? [
          `${formatNumber(cut.length)} of ${links} directed links are cut: ${groups(cut, cannotReach).join('; ')}.`,
        ]
      : []),
    ...(degraded.length > 0
      ? [
          isWhole
            ? `All ${links} directed links are degraded.`
            : `${formatNumber(degraded.length)} of ${links} directed links are degraded: ${groups(degraded, fromTo).join('; ')}.`,
        ]
      : []),
    ...(down.length > 0
      ? [
          `${nodeList(down)} ${down.length === 1 ? 'is' : 'are'} down: no node reaches ${down.length === 1 ? 'it' : 'them'}.`,
        ]
      : []),
  ].join(' ');
}
