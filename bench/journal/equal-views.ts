import type { ViewSummary } from '../../nodes/contract/client.js';

/** So many nodes, from `node` on, whose views are equal. */
export interface EqualViews extends ViewSummary {
  readonly node: number;
  readonly nodes: number;
}

/** The views of nodes, ascending; neighbours with equal ones together. */
export function equalRuns(nodes: readonly number[], viewOf: (node: number) => ViewSummary): EqualViews[] {
  const runs: (EqualViews & { nodes: number })[] = [];
  for (const node of nodes) {
    const view = viewOf(node);
    const last = runs.at(-1);
    const goesOn =
      last && last.node + last.nodes === node && last.digest === view.digest && last.entries === view.entries;
    if (goesOn) last.nodes += 1;
    else runs.push({ node, nodes: 1, ...view });
  }
  return runs;
}
