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

/** So many of one content are kept: more than nodes of it that are awake together. */
const most = 64;

/** Holdings of one update or none, that nobody has now: one of the same content is as good as another. */
export class SharedHoldings {
  readonly #updates: SharedUpdates;
  readonly #commons: Commons;
  /** By the number of the update (0: none) and whether it is spread. */
  readonly #idle: Holdings[][] = [];

  constructor(updates: SharedUpdates, commons: Commons) {
    this.#updates = updates;
    this.#commons = commons;
  }

  /** For one node alone. `holderRow`: of those that are known to hold its rumor; `noRow` where it spreads none. */
  take(content: number, holderRow: number): Holdings {
    const at = placeOf(content, holderRow !== noRow);
    const idle = at < this.#idle.length ? this.#idle[at]!.pop() : undefined;
    return idle ?? this.#create(content, holderRow);
  }

  giveBack(content: number, isHot: boolean, holdings: Holdings): void {
    const at = placeOf(content, isHot);
    while (this.#idle.length <= at) this.#idle.push([]);
    const idle = this.#idle[at]!;
    if (idle.length < most) idle.push(holdings);
    else this.#empty(holdings);
  }

  /** Where an update spreads, ever more nodes hold it, each in what was empty before. */
  #empty(holdings: Holdings): void {
    const empty = this.#idle[placeOf(0, false)]!;
    if (empty.length === most) return;
    holdings.view.clear();
    holdings.rumors.leave();
    empty.push(holdings);
  }

  #create(content: number, holderRow: number): Holdings {
    const holdings = this.#idle[placeOf(0, false)]?.pop() ?? this.#createEmpty();
    if (content === 0) return holdings;
    const update = this.#updates.get(content);
    holdings.view.merge(update);
    if (holderRow !== noRow) holdings.rumors.add(update, undefined, holderRow);
    return holdings;
  }

  #createEmpty(): Holdings {
    const { keys, origins, holders } = this.#commons;
    return { view: new View({ keys, origins }), rumors: new HotRumors(keys, holders) };
  }
}

function placeOf(content: number, isHot: boolean): number {
  return 2 * content + (isHot ? 1 : 0);
}
