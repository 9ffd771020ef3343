import type { DirectedLink } from './directed-link.js';
import { reversed } from './directed-links.js';

/** One toxic as Toxiproxy's API takes it; the attributes' units are Toxiproxy's own. */
export interface ToxicSpec {
  readonly type: 'latency' | 'bandwidth' | 'timeout' | 'slow_close' | 'reset_peer' | 'slicer' | 'limit_data';
  readonly stream: 'upstream' | 'downstream';
  /** Probability that a connection is affected, 0 to 1. */
  readonly toxicity: number;
  readonly attributes: Readonly<Record<string, number>>;
}

/** A toxic, and the link whose proxy it belongs on. */
export interface LinkToxic {
  readonly proxy: DirectedLink;
  readonly toxic: ToxicSpec;
}

/**
 * The toxics that act on what `link.from` sends to `link.to`, whoever opened the connection: `upstream` of the link's
 * own proxy (requests), and `downstream` of the opposite link's proxy (answers).
 */
export const directedToxics = (link: DirectedLink, toxic: Omit<ToxicSpec, 'stream'>): LinkToxic[] => [
  { proxy: link, toxic: { ...toxic, stream: 'upstream' } },
  { proxy: reversed(link), toxic: { ...toxic, stream: 'downstream' } },
];
