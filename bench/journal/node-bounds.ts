import { z } from 'zod';

/** Nodes of the largest cluster; ids are below. */
export const mostNodes = 1_000_000;

/** Bytes, messages, incarnations that are times in ms: no run has more. */
export const mostCounted = 1e13;

export const nodeId = z
  .int()
  .min(0)
  .max(mostNodes - 1);
export const nodeCount = z.int().min(1).max(mostNodes);
/** Anything that is counted in a run. */
export const counted = z.int().min(0).max(mostCounted);
