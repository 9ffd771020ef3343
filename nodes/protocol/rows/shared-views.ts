import { View, type ViewNumbering } from '../view/view.js';
import type { SharedUpdates } from './shared-updates.js';

/** So many of one content are kept: as many nodes of it as are awake together, about. */
const most = 512;

/** Views that hold one update or none, and that nobody has now: one of the same content is as good as another. */
export class SharedViews {
  readonly #updates: SharedUpdates;
  readonly #numbering: ViewNumbering | undefined;
  /** By the number of the update; 0: empty ones. */
  readonly #idle: View[][] = [];

  constructor(updates: SharedUpdates, numbering?: ViewNumbering) {
    this.#updates = updates;
    this.#numbering = numbering;
  }

  /** For one node alone. */
  take(number: number): View {
    return this.#idle[number]?.pop() ?? this.#create(number);
  }

  giveBack(number: number, view: View): void {
    while (this.#idle.length <= number) this.#idle.push([]);
    const idle = this.#idle[number]!;
    if (idle.length === most) return;
    idle.push(view);
  }

  #create(number: number): View {
    const view = new View(this.#numbering);
    if (number > 0) view.merge(this.#updates.get(number));
    return view;
  }
}
