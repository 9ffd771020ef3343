import type { ExchangeId, Update } from '../types.js';
import { noRow } from './holders.js';

/** An update that a node still spreads, with what its stop rule counts. */
export class Rumor {
  readonly update: Update;
  readonly bytes: number;
  /** Copies sent by this node. */
  copies = 0;
  /** Rounds begun by this node since it has the rumor. */
  rounds = 0;
  /** Contacts that count for the rule. */
  counter = 0;
  /** In the current round at least one contact pulled it, and at least one of them needed it. */
  pulled = false;
  neededByPull = false;
  /** Where the peers are that are known to have it, for whom a copy is spared; `noRow` as soon as it is hot no more. */
  holderRow: number;
  /** The exchange whose other end is known to have it; 0 is none. */
  knownIn: ExchangeId = 0;
  #alone: readonly Rumor[] | undefined;
  #updateAlone: readonly Update[] | undefined;

  /** One that was just written, or received. */
  constructor(update: Update, bytes: number, holderRow: number) {
    this.update = update;
    this.bytes = bytes;
    this.holderRow = holderRow;
  }

  /** A list of it alone, the same each time: most messages carry one. */
  get alone(): readonly Rumor[] {
    this.#alone ??= [this];
    return this.#alone;
  }

  /** A list of its update alone, the same each time. */
  get updateAlone(): readonly Update[] {
    this.#updateAlone ??= [this.update];
    return this.#updateAlone;
  }
}

/**
 * How a copy got out. A push is a contact of its own. Pulls are judged by the round, as in Demers 1987 (footnote to table
 * 3): one that any puller needed is a useful contact, one that none needed an unnecessary one.
 */
export type ContactRole = 'push' | 'pull';

/** None of them. */
export const noRumors: readonly Rumor[] = [];

/** What a message of these carries. */
export function updatesOf(rumors: readonly Rumor[]): readonly Update[] {
  return rumors.length === 1 ? rumors[0]!.updateAlone : rumors.map(({ update }) => update);
}

/** Whether its node still spreads it. */
export function isHot({ holderRow }: Rumor): boolean {
  return holderRow !== noRow;
}
