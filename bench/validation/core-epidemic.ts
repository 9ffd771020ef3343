import type { LinkModel } from '../../nodes/runtime/sim/network/links/link-model.js';
import type { SimListener } from '../../nodes/runtime/sim/network/sim-listener.js';
import { type EpidemicOutcome, outcomeOf } from './epidemic-outcome.js';
import type { PublishedTable } from './published.js';
import { SynchronousNodes } from './synchronous-nodes.js';

export interface CoreEpidemicOptions {
  readonly nodes: number;
  readonly seed: number;
  readonly mode: PublishedTable['mode'];
  readonly stopRule: PublishedTable['stopRule'];
  readonly k: number;
  readonly links?: LinkModel | undefined;
}

/**
 * One update by rumor mongering among the nodes' own protocol cores, until no node is hot. In synchronous cycles the core keeps the
 * paper's rules to the letter for a blind push (each call is judged by itself) and for pull (a node asks one other a cycle, so what
 * it needs is what it lacked at the start; pulls are judged by the cycle).
 */
export function coreEpidemic(options: CoreEpidemicOptions): EpidemicOutcome {
  const { nodes, seed, mode, stopRule, k, links } = options;
  const watch = mode === 'push' ? new PushWatch() : new PullWatch();
  const cluster = new SynchronousNodes({
    nodes,
    seed,
    protocol: { mode, stopRule, stopK: k },
    listener: watch,
    links,
  });
  do {
    watch.beginCycle();
    cluster.runCycle();
  } while (!watch.isOver(cluster.informed));
  return outcomeOf(cluster.receivedIn, watch.copies);
}

interface Watch extends SimListener {
  /** Copies of the update that were sent; requests are none. */
  readonly copies: number;
  beginCycle(): void;
  /** Nobody is hot, where so many nodes hold the update. */
  isOver(informed: number): boolean;
}

/** A hot node pushes in every cycle, so a silent one ends it. */
class PushWatch implements Watch {
  copies = 0;
  #copiesBefore = 0;

  readonly sent: NonNullable<SimListener['sent']> = (_atMs, _from, _to, message) => {
    if (message.kind === 'rumors') this.copies += message.updates.length;
  };

  beginCycle(): void {
    this.#copiesBefore = this.copies;
  }

  isOver(): boolean {
    return this.copies === this.#copiesBefore;
  }
}

/** Whether a node without pulls is hot cannot be seen. It ends when all hot nodes have answered with nothing. */
class PullWatch implements Watch {
  copies = 0;
  readonly #gave = new Set<number>();
  readonly #cold = new Set<number>();

  readonly sent: NonNullable<SimListener['sent']> = (_atMs, from, _to, message) => {
    if (message.kind !== 'pullReply') return;
    this.copies += message.updates.length;
    if (message.updates.length > 0) this.#gave.add(from);
    else if (this.#gave.has(from)) this.#cold.add(from);
  };

  beginCycle(): void {}

  isOver(informed: number): boolean {
    return this.#cold.size === informed;
  }
}
