import type { BulkReading, RunningCluster } from '../../../nodes/runtime/cluster.js';

/** Simulated clusters up to this size are read node by node, as real ones are. */
const mostReadSingly = 5_000;

/**
 * Larger ones are read as a whole: a line a node and reading, or a node and update, would be most of the journal, and of the work. Their receipts
 * are lines `receipts`.
 */
export const isReadInBulk = (
  cluster: RunningCluster,
): cluster is RunningCluster & { readonly bulk: BulkReading } =>
  cluster.bulk !== undefined && cluster.nodeIds.length > mostReadSingly;
