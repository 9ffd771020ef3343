import type { LinkSet } from '../links/link-set.js';
import type { FaultObserver, LinkControl, LinksChanged, LinksSeen } from './link-control.js';
import type { LinkFault } from './link-state.js';

/** Links that carry connections and datagrams: every fault is put on both, and is confirmed where it is seen on both. */
export class BothTransports implements LinkControl {
  readonly #tcp: LinkControl;
  readonly #udp: LinkControl;

  constructor(tcp: LinkControl, udp: LinkControl) {
    this.#tcp = tcp;
    this.#udp = udp;
  }

  async prepare(): Promise<void> {
    await Promise.all([this.#tcp.prepare(), this.#udp.prepare()]);
  }

  async begin(occurrence: number, fault: LinkFault, links: LinkSet): Promise<LinksChanged> {
    return spanOf(
      await Promise.all([
        this.#tcp.begin(occurrence, fault, links),
        this.#udp.begin(occurrence, fault, links),
      ]),
    );
  }

  async end(occurrence: number): Promise<LinksChanged> {
    return spanOf(await Promise.all([this.#tcp.end(occurrence), this.#udp.end(occurrence)]));
  }

  async confirm(links: LinkSet, lookout: FaultObserver): Promise<LinksSeen> {
    const [tcp, udp] = await Promise.all([
      this.#tcp.confirm(links, lookout),
      this.#udp.confirm(links, lookout),
    ]);
    return bothSeen(tcp, udp);
  }

  async healAll(): Promise<void> {
    await Promise.all([this.#tcp.healAll(), this.#udp.healAll()]);
  }
}

/** The change is one: its skew is that over the links of both. */
const spanOf = ([one, other]: readonly [LinksChanged, LinksChanged]): LinksChanged => ({
  firstMs: Math.min(one.firstMs, other.firstMs),
  lastMs: Math.max(one.lastMs, other.lastMs),
});

/** Gossip goes in datagrams, so what canaries measured of them is shown; over TCP where none were sent. */
export const bothSeen = (tcp: LinksSeen, udp: LinksSeen): LinksSeen => ({
  confirmed: tcp.confirmed && udp.confirmed,
  reasons: [
    ...tcp.reasons.map((reason) => `TCP: ${reason}`),
    ...udp.reasons.map((reason) => `UDP: ${reason}`),
  ],
  measured: udp.measured.probes > 0 ? udp.measured : tcp.measured,
});
