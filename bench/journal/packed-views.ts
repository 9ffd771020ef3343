import { z } from 'zod';
import type { EqualViews } from './equal-views.js';
import { counted, mostNodes } from './node-bounds.js';
import { packWhole, unpackWhole } from './packed-numbers.js';

/** Views of nodes, where many lie side by side that differ; a journal holds them in one line: `toJSON`. */
export class PackedViews {
  readonly runs: readonly EqualViews[];

  constructor(runs: readonly EqualViews[]) {
    this.runs = runs;
  }

  toJSON(): PackedForm {
    const rows = new Map<string, number>();
    const views: PackedForm['views'] = [];
    const view = this.runs.map(({ entries, digest }) => {
      const name = `${entries}/${digest}`;
      const row = rows.get(name) ?? views.push({ entries, digest }) - 1;
      rows.set(name, row);
      return row;
    });
    return {
      count: this.runs.length,
      views,
      node: packWhole(Int32Array.from(this.runs, ({ node }) => node)),
      nodes: packWhole(Int32Array.from(this.runs, ({ nodes }) => nodes)),
      view: packWhole(Int32Array.from(view)),
    };
  }

  /** @throws RangeError */
  static unpack({ count, views, ...packed }: PackedForm): PackedViews {
    const [node, nodes] = [unpackWhole(packed.node, count), unpackWhole(packed.nodes, count)];
    const total = nodes.reduce((sum, one) => sum + one, 0);
    if (total > mostNodes)
      throw new RangeError(`views of ${total} nodes: a cluster has at most ${mostNodes}`);
    const runs = Array.from(unpackWhole(packed.view, count), (row, at): EqualViews => {
      const view = views[row];
      if (view === undefined) throw new RangeError('no such view');
      if (node[at]! < 0 || nodes[at]! < 1 || node[at]! + nodes[at]! > mostNodes)
        throw new RangeError(`view ${at + 1}: a cluster has at most ${mostNodes} nodes`);
      return { node: node[at]!, nodes: nodes[at]!, ...view };
    });
    return new PackedViews(runs);
  }
}

const packedFormSchema = z.object({
  count: z.int().min(0),
  views: z.array(z.object({ entries: counted, digest: z.string() })),
  node: z.string(),
  nodes: z.string(),
  view: z.string(),
});
type PackedForm = z.output<typeof packedFormSchema>;

export const packedViewsSchema = packedFormSchema.transform((packed, context) => {
  try {
    return PackedViews.unpack(packed);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});
