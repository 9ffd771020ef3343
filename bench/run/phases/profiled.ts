import type { RunParts } from '../run-parts.js';
import { steady } from './steady.js';

/** The node that is profiled: the one to which `workload.writer: one` writes. */
export const profiledNode = 0;

/** The steady phase, with what one node spends its CPU time on meanwhile. */
export async function profiled(parts: RunParts, keep: (profile: string) => Promise<void>): Promise<void> {
  const node = parts.cluster.control(profiledNode);
  await node.profile();
  await steady(parts);
  await keep(await node.profile());
}
