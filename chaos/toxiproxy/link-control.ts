import type { NodeId } from '../../nodes/protocol/types.js';
import { type Link, linkName } from '../../nodes/runtime/cluster.js';
import { linkLedger, type StateChange } from '../driver/ledger.js';
import type { FaultObserver, LinkControl, LinksChanged, LinksSeen } from '../link-control/link-control.js';
import { type LinkFault, type LinkState, soundLink } from '../link-control/link-state.js';
import type { DirectedLink } from '../links/directed-link.js';
import { linkKey, reversed, uniqueLinks } from '../links/directed-links.js';
import type { LinkSet } from '../links/link-set.js';
import { ToxiproxyApi } from './api/toxiproxy-api.js';
import { type CanaryControl, canCarryCanaries } from './confirm/canaries.js';
import { confirmWithRetries } from './confirm/confirm-links.js';
import { Span } from './confirm/span.js';
import { definitionOf } from './proxies/provision-links.js';
import { proxyDemand } from './proxies/proxy-demand.js';
import { ProxyKeeper } from './proxies/proxy-keeper.js';

/** The state that a link is to be in: what all faults on it mean together. */
export interface LinkChange {
  readonly link: DirectedLink;
  readonly state: LinkState;
}

export interface ToxiproxyLinkControlOptions {
  readonly apiUrl: string;
  /** All links that Toxiproxy serves. */
  readonly links: readonly Link[];
  readonly control: (node: NodeId) => CanaryControl;
  /** The harness's CLOCK_MONOTONIC, ms. */
  readonly clock: () => number;
  /** Of the usual canaries (canary-plan.ts); absent: all. */
  readonly portion?: number;
}

export const createToxiproxyLinkControl = (options: ToxiproxyLinkControlOptions): ToxiproxyLinkControl =>
  new ToxiproxyLinkControl(options);

/** Links through the toxics of their proxies. Fails with CodedError TOXIPROXY_LOST where Toxiproxy does. */
export class ToxiproxyLinkControl implements LinkControl {
  readonly #options: ToxiproxyLinkControlOptions;
  readonly #api: ToxiproxyApi;
  readonly #keeper: ProxyKeeper;
  readonly #ledger = linkLedger();
  readonly #states = new Map<string, LinkState>();
  #confirming: Promise<unknown> = Promise.resolve();

  constructor(options: ToxiproxyLinkControlOptions) {
    this.#options = options;
    this.#api = new ToxiproxyApi(options.apiUrl);
    const definitions = options.links.map(definitionOf);
    this.#keeper = new ProxyKeeper(
      this.#api,
      new Map(definitions.map((definition) => [definition.name, definition])),
    );
  }

  prepare(): Promise<void> {
    return this.#keeper.prepare();
  }

  begin(occurrence: number, fault: LinkFault, links: LinkSet): Promise<LinksChanged> {
    return this.set(this.#ledger.begin(occurrence, fault, [...links]).map(changeOf));
  }

  end(occurrence: number): Promise<LinksChanged> {
    return this.set(this.#ledger.end(occurrence).map(changeOf));
  }

  /** Links that are not named stay as they are. The last call on a link wins, also over one under way. */
  async set(changes: readonly LinkChange[]): Promise<LinksChanged> {
    await this.#keeper.prepare();
    for (const { link, state } of changes) this.#states.set(linkKey(link), state);
    const touched = changes.map(({ link }) => link);
    const carriers = uniqueLinks([...touched, ...touched.map(reversed)]);
    const { control } = this.#options;
    // Those who take canaries are of the reference.
    const changed = carriers.filter((link) =>
      this.#keeper.demand(
        nameOf(link),
        proxyDemand(link, this.#stateOf, { answersAlone: canCarryCanaries(control, link) }),
      ),
    );
    return this.#settle(changed.map(nameOf));
  }

  /** One after the other: canaries of many faults at once would meet their own queue. */
  confirm(links: Iterable<DirectedLink>, lookout: FaultObserver): Promise<LinksSeen> {
    const { links: all, control, portion = 1 } = this.#options;
    const parts = { ...lookout, api: this.#api, keeper: this.#keeper, all, control, portion };
    // The failure of an earlier confirmation is told where it was asked for.
    const seen = this.#confirming
      .catch(() => undefined)
      .then(() => this.#keeper.prepare())
      .then(() => confirmWithRetries([...links], parts));
    this.#confirming = seen;
    return seen;
  }

  async healAll(): Promise<void> {
    const changes = this.#options.links
      .filter((link) => this.#states.has(linkKey(link)))
      .map((link) => ({ link, state: soundLink }));
    await this.set(changes);
  }

  readonly #stateOf = (link: DirectedLink): LinkState => this.#states.get(linkKey(link)) ?? soundLink;

  async #settle(names: readonly string[]): Promise<LinksChanged> {
    const span = new Span(this.#options.clock);
    await this.#keeper.settle(names, () => span.note());
    return { firstMs: span.firstMs, lastMs: span.lastMs };
  }
}

const changeOf = ({ subject, after }: StateChange<DirectedLink, LinkState>): LinkChange => ({
  link: subject,
  state: after,
});

const nameOf = ({ from, to }: DirectedLink): string => linkName(from, to);
