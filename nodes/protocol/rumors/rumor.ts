import type { ExchangeId, Update } from '../types.js';
import { noRow } from './holders.js';

/** An update that a node still spreads, with what its stop rule counts. */
export interface Rumor {
  readonly update: Update;
  /** It alone, and its update alone, as lists: most messages carry one. */
  readonly alone: readonly Rumor[];
  readonly updateAlone: readonly Update[];
  readonly bytes: number;
  /** Copies sent by this node. */
  copies: number;
  /** Rounds begun by this node since it has the rumor. */
  rounds: number;
  /** Contacts that count for the rule. */
  counter: number;
  /** In the current round at least one contact pulled it, and at least one of them needed it. */
  pulled: boolean;
  neededByPull: boolean;
  /** Where the peers are that are known to have it, for whom a copy is spared; `noRow` as soon as it is hot no more. */
  holderRow: number;
  /** The exchange whose other end is known to have it; 0 is none. */
  knownIn: ExchangeId;
}

/**
 * How a copy got out. A push is a contact of its own. Pulls are judged by the round, as in Demers 1987 (footnote to table
 * 3): one that any puller needed is a useful contact, one that none needed an unnecessary one.
 */
export type ContactRole = 'push' | 'pull';

/** None of them. */
export const noRumors: readonly Rumor[] = [];

/** One that was just received, or written. */
export function createRumor(update: Update, bytes: number, holderRow: number): Rumor {
  const alone: Rumor[] = [];
  const rumor: Rumor = {
    update,
    alone,
    updateAlone: [update],
    bytes,
    copies: 0,
    rounds: 0,
    counter: 0,
    pulled: false,
    neededByPull: false,
    holderRow,
    knownIn: 0,
  };
  alone[0] = rumor;
  return rumor;
}

/** What a message of these carries. */
export function updatesOf(rumors: readonly Rumor[]): readonly Update[] {
  return rumors.length === 1 ? rumors[0]!.updateAlone : rumors.map(({ update }) => update);
}

/** Whether its node still spreads it. */
export function isHot({ holderRow }: Rumor): boolean {
  return holderRow !== noRow;
}
