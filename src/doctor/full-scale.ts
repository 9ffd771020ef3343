import { formatNumber } from '../report/format.js';

/** The cluster that a machine is measured against: 50 nodes, each with a link to each other one. */
export const fullScale = { nodes: 50, links: linksOf(50) } as const;

/** Ordered pairs of different nodes. */
export function linksOf(nodes: number): number {
  return nodes * (nodes - 1);
}

/** The most nodes whose links need no more than `available`, at `perLink` each. */
export function nodesWithin(available: number, perLink: number): number {
  return Math.floor((1 + Math.sqrt(1 + (4 * available) / perLink)) / 2);
}

export const fullScaleText = `${fullScale.nodes} nodes with ${formatNumber(fullScale.links)} links`;
