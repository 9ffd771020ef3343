/**
 * How nodes reach each other. `proxy`: each dials its own link of each peer. `transparent`: each dials its peers' own addresses, and rules in its
 * network namespace lead what it sends over its links. `direct`: there are no links.
 */
export const linkKinds = ['proxy', 'direct', 'transparent'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Whether a proxy is behind every link, on which faults can act. */
export const hasProxies = (links: LinkKind): boolean => links !== 'direct';
