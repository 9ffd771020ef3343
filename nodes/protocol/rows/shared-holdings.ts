import type { Commons } from '../commons.js';
import { noRow } from '../rumors/holders.js';
import { HotRumors } from '../rumors/hot-rumors.js';
import { View } from '../view/view.js';
import type { SharedUpdates } from './shared-updates.js';

/** What a node holds, and what of that it spreads. */
export interface Holdings {
  readonly view: View;
  readonly rumors: HotRumors;
}

const emptyPlace = 0;

/** So many of one content are kept beside the first: more than nodes of it that are awake together. */
const mostOthers = 63;

/** Holdings of one update or none, that nobody has now: one of the same content is as good as another. */
export class SharedHoldings {
  readonly #updates: SharedUpdates;
  readonly #commons: Commons;
  /** By the number of the update (0: none) and whether it is spread: of mostly one at a time, that one, and others. */
  readonly #idle: (Holdings | undefined)[] = [];
  readonly #others: Holdings[][] = [];

  constructor(updates: SharedUpdates, commons: Commons) {
    this.#updates = updates;
    this.#commons = commons;
  }

  /** For one node alone. `holderRow`: of those that are known to hold its rumor; `noRow` where it spreads none. */
  take(content: number, holderRow: number): Holdings {
    return this.#takeIdle(placeOf(content, holderRow)) ?? this.#create(content, holderRow);
  }

  /** @param place of their content. */
  giveBack(place: number, holdings: Holdings): void {
    while (this.#idle.length <= place) {
      this.#idle.push(undefined);
      this.#others.push([]);
    }
    const others = this.#others[place]!;
    if (this.#idle[place] === undefined) this.#idle[place] = holdings;
    else if (others.length < mostOthers) others.push(holdings);
    else this.#empty(holdings);
  }

  #takeIdle(place: number): Holdings | undefined {
    if (place >= this.#idle.length) return undefined;
    const idle = this.#idle[place];
    if (idle === undefined) return this.#others[place]!.pop();
    this.#idle[place] = undefined;
    return idle;
  }

  /** Where an update spreads, ever more nodes hold it, each in what was empty before. */
  #empty(holdings: Holdings): void {
    const empty = this.#others[emptyPlace]!;
    if (empty.length === mostOthers) return;
    holdings.view.clear();
    holdings.rumors.leave();
    empty.push(holdings);
  }

  #create(content: number, holderRow: number): Holdings {
    const holdings = this.#takeIdle(emptyPlace) ?? this.#createEmpty();
    if (content === 0) return holdings;
    const update = this.#updates.get(content);
    holdings.view.merge(update);
    if (holderRow !== noRow) holdings.rumors.adopt(update, holderRow);
    return holdings;
  }

  #createEmpty(): Holdings {
    const { keys, origins, holders } = this.#commons;
    return { view: new View({ keys, origins }), rumors: new HotRumors(keys, holders) };
  }
}

/** Of holdings by the number of their update (0: none) and the row of the holders of its rumor, if it is spread. */
export function placeOf(content: number, holderRow: number): number {
  return 2 * content + (holderRow === noRow ? 0 : 1);
}
