/** What a cluster of this size needs of the machine; measured on the reference node. */
export const largeCluster = 50;
export const defaultCluster = 10;

const nodeMemoryMiB = 60;
/** The harness, Toxiproxy with all its proxies, and the engine's own processes. */
const baseMemoryMiB = 400;

/** Directed links of n nodes. */
export const linksOf = (nodes: number): number => nodes * (nodes - 1);

export const memoryMiBOf = (nodes: number): number => baseMemoryMiB + nodes * nodeMemoryMiB;

/** A link's listener in Toxiproxy, and a connection's two ends there and one in each node, few links being busy at once. */
export const openFilesOf = (nodes: number): number => 4 * linksOf(nodes);

/** The largest cluster for which `need` stays within `limit`. */
export function largestCluster(limit: number, need: (nodes: number) => number): number {
  let nodes = 1;
  while (need(nodes + 1) <= limit && nodes < 10_000) nodes += 1;
  return nodes;
}
