/** An event of a node's own journal. */
interface Observed {
  readonly node: number;
  readonly event: { readonly tMs: number; readonly seq: number };
}

/** Node by node in the order in which each saw them, whatever order the harness read them in. */
export const inJournalOrder = <E extends Observed>(events: readonly E[]): E[] =>
  [...events].sort((a, b) => a.node - b.node || a.event.tMs - b.event.tMs || a.event.seq - b.event.seq);
