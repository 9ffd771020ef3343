import type { NodeId } from '../../nodes/protocol/types.js';
import type { DirectedLink } from './directed-link.js';

/** One key for a link, for sets and maps. */
export const linkKey = ({ from, to }: DirectedLink): string => `${from}>${to}`;

export const reversed = ({ from, to }: DirectedLink): DirectedLink => ({ from: to, to: from });

/** Every link from a node of `from` to another node of `to`. */
export const linksFromTo = (from: readonly NodeId[], to: readonly NodeId[]): DirectedLink[] =>
  from.flatMap((i) => to.filter((j) => j !== i).map((j) => ({ from: i, to: j })));

/** Both directions of every link between two different sides. */
export const linksAcross = (sides: readonly (readonly NodeId[])[]): DirectedLink[] =>
  sides.flatMap((side) =>
    sides.filter((other) => other !== side).flatMap((other) => linksFromTo(side, other)),
  );

export const uniqueLinks = (links: readonly DirectedLink[]): DirectedLink[] => [
  ...new Map(links.map((link) => [linkKey(link), link])).values(),
];
