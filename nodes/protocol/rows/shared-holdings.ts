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

/** So many of one content are kept: as many nodes of it as are awake together, about. */
const most = 512;

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
  }

  #create(content: number, holderRow: number): Holdings {
    const { keys, origins, holders } = this.#commons;
    const view = new View({ keys, origins });
    const rumors = new HotRumors(keys, holders);
    if (content > 0) {
      const update = this.#updates.get(content);
      view.merge(update);
      if (holderRow !== noRow) rumors.add(update, undefined, holderRow);
    }
    return { view, rumors };
  }
}

function placeOf(content: number, isHot: boolean): number {
  return 2 * content + (isHot ? 1 : 0);
}
