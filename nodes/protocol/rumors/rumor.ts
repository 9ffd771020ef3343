import type { ExchangeId, NodeId, Update } from '../types.js';

/** Peers that are remembered to hold a rumor: while it is hot a node hardly meets as many. */
const mostHolders = 15;

/** What a node knows of a rumor that it spreads. */
export class RumorState {
  /** Copies sent by this node. */
  copies = 0;
  /** Rounds begun by this node since it has the rumor. */
  rounds = 0;
  /** Contacts that count for the stop rule. */
  counter = 0;
  /** In the current round at least one contact pulled it, and at least one of them needed it. */
  pulled = false;
  neededByPull = false;
  /** The exchange whose other end is known to have it; 0: none. */
  knownIn: ExchangeId = 0;
  /** Peers that are known to have it, from which it came or to which it was sent: they are spared a copy. */
  readonly holders: NodeId[] = [];
}

/** An update that a node spreads, with what its stop rule counts. */
export class Rumor extends RumorState {
  readonly update: Update;
  readonly bytes: number;
  /** Its node still spreads it. */
  isHot = true;

  /** @param bytes as messages carry it. */
  constructor(update: Update, bytes: number) {
    super();
    this.update = update;
    this.bytes = bytes;
  }

  noteHolder(peer: NodeId): void {
    if (this.holders.length === mostHolders || this.holders.includes(peer)) return;
    this.holders.push(peer);
  }
}

export function copyState(from: Readonly<RumorState>, to: RumorState): void {
  to.copies = from.copies;
  to.rounds = from.rounds;
  to.counter = from.counter;
  to.pulled = from.pulled;
  to.neededByPull = from.neededByPull;
  to.knownIn = from.knownIn;
  while (to.holders.length > from.holders.length) to.holders.pop();
  for (let i = 0; i < from.holders.length; i++) to.holders[i] = from.holders[i]!;
}

/**
 * How a copy got out. A push is a contact of its own. Pulls are judged by the round, as in Demers 1987 (footnote to table
 * 3): one that any puller needed is a useful contact, one that none needed an unnecessary one.
 */
export type ContactRole = 'push' | 'pull';

export function areSomeHot(rumors: readonly Rumor[]): boolean {
  for (const { isHot } of rumors) if (isHot) return true;
  return false;
}

/** What a message of these carries. */
export function updatesOf(rumors: readonly Rumor[]): readonly Update[] {
  return rumors.map(({ update }) => update);
}
