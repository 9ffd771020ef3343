import type { MemberViews } from '../detection/member-view.js';
import type { Uptimes } from '../timeline/uptimes.js';
import type { ChaosSeries } from './report-series.js';

/** Many changes within so short a time are drawn as one. */
const togetherMs = 50;

/** How many members the least and the best informed live node see alive, themselves included, at every change. */
export function membersSeen(
  { joined, changes }: MemberViews,
  uptimes: Uptimes,
  { firstMs, endMs }: { firstMs: number; endMs: number },
): ChaosSeries['membersSeen'] {
  if (changes.length === 0) return undefined;
  const first = joined ? uptimes.nodes.length : 1;
  const seen = new Map(uptimes.nodes.map((node) => [node, first]));
  const points: { atMs: number; fewest: number; most: number }[] = [];
  for (const [position, { tMs, observer, alive }] of changes.entries()) {
    if (tMs >= endMs) break;
    seen.set(observer, (seen.get(observer) ?? first) + (alive ? 1 : -1));
    const next = changes[position + 1];
    if (next && next.tMs < endMs && Math.floor(next.tMs / togetherMs) === Math.floor(tMs / togetherMs))
      continue;
    const counts = uptimes.nodes.filter((node) => uptimes.isUp(node, tMs)).map((node) => seen.get(node)!);
    if (counts.length === 0) continue;
    const fewest = counts.reduce((a, b) => Math.min(a, b));
    const most = counts.reduce((a, b) => Math.max(a, b));
    points.push({ atMs: tMs - firstMs, fewest, most });
  }
  return points.length > 0 ? points : undefined;
}
