import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { CodedError } from '../../nodes/coded-error.js';
import { type Link, linkName } from '../../nodes/runtime/cluster.js';
import type { RelayDoor } from '../../nodes/runtime/relay-door.js';
import { judgeLinks } from '../canaries/judge-links.js';
import { sampleAcross, spreadOut } from '../canaries/link-sample.js';
import { linkLedger } from '../driver/ledger.js';
import type { FaultObserver, LinkControl, LinksChanged, LinksSeen } from '../link-control/link-control.js';
import { type LinkFault, type LinkState, soundLink } from '../link-control/link-state.js';
import type { DirectedLink } from '../links/directed-link.js';
import { linkKey, reversed } from '../links/directed-links.js';
import type { LinkSet } from '../links/link-set.js';
import { probeDirections } from './confirm/probe-directions.js';
import { readBackDirections, refusesBothWays } from './confirm/read-back-directions.js';
import { datagramFaultsOf, unfeltByDatagrams } from './datagram-faults-of.js';
import { bothFaults, type DatagramFaults } from './model/datagram-faults.js';
import type { DirectionReport } from './relay/relay-protocol.js';
import { askRelay } from './relay-client.js';

/** Directions that are probed: of those that are touched, and of the others, which must carry what they carried before. */
const sampleSize = { touched: 60, others: 16 };
/** Canaries in all, in the middle of a run. */
const wanted = { loss: 1_200, delay: 240 };
/** Right after a change the machine may still be busy. */
const attempts = 3;
const pauseMs = 500;

export interface UdpLinkControlOptions {
  readonly door: RelayDoor;
  readonly links: readonly Link[];
  /** The harness's CLOCK_MONOTONIC, ms. */
  readonly clock: () => number;
}

interface Look extends LinksSeen {
  /** Legs that were judged. */
  readonly judged: number;
}

/** The UDP side of links through the relay. Fails with CodedError RELAY_LOST where it does. */
export class UdpLinkControl implements LinkControl {
  readonly #options: UdpLinkControlOptions;
  readonly #ledger = linkLedger();
  /** Of links on which a fault is, or was. */
  readonly #states = new Map<string, LinkState>();
  /** Rises with every change: what was measured across one says nothing. */
  readonly #versions = new Map<string, number>();
  #base: Promise<ReadonlyMap<string, DatagramFaults>> | undefined;
  #confirming: Promise<unknown> = Promise.resolve();

  constructor(options: UdpLinkControlOptions) {
    this.#options = options;
  }

  /** Reads what the base links are like, once, before the first change. */
  async prepare(): Promise<void> {
    await this.#baseFaults();
  }

  begin(occurrence: number, fault: LinkFault, links: LinkSet): Promise<LinksChanged> {
    return this.#set(this.#ledger.begin(occurrence, fault, [...links]));
  }

  end(occurrence: number): Promise<LinksChanged> {
    return this.#set(this.#ledger.end(occurrence));
  }

  /** One after the other, as over TCP. */
  confirm(links: LinkSet, lookout: FaultObserver): Promise<LinksSeen> {
    // The failure of an earlier confirmation is told where it was asked for.
    const seen = this.#confirming.catch(() => undefined).then(() => this.#confirm([...links], lookout));
    this.#confirming = seen;
    return seen;
  }

  async healAll(): Promise<void> {
    const touched = this.#options.links.filter((link) => this.#states.has(linkKey(link)));
    await this.#set(touched.map((subject) => ({ subject, after: soundLink })));
  }

  async #set(
    changes: readonly { readonly subject: DirectedLink; readonly after: LinkState }[],
  ): Promise<LinksChanged> {
    const { door, clock } = this.#options;
    const demandOf = await this.#demands();
    for (const { subject, after } of changes) {
      const key = linkKey(subject);
      this.#states.set(key, after);
      this.#versions.set(key, this.#versionOf(key) + 1);
    }
    const faults = changes.map(({ subject: { from, to } }) => ({ from, to, faults: demandOf({ from, to }) }));
    const { spanMs } = await askRelay(door, { ask: 'set', changes: faults });
    const lastMs = clock();
    return { firstMs: lastMs - spanMs, lastMs };
  }

  async #confirm(touched: readonly DirectedLink[], lookout: FaultObserver): Promise<LinksSeen> {
    let seen = await this.#look(touched, lookout);
    for (let attempt = 1; attempt < attempts && !seen.confirmed; attempt += 1) {
      await sleep(pauseMs);
      const again = await this.#look(touched, lookout);
      if (again.judged === 0) break;
      seen = again;
    }
    const { confirmed, reasons, measured } = seen;
    return {
      confirmed,
      reasons: [...reasons, ...(await this.#limits(touched))],
      measured: { ...measured, lossPer: 'datagram' },
    };
  }

  async #look(touched: readonly DirectedLink[], { sides }: FaultObserver): Promise<Look> {
    const { door, links: all } = this.#options;
    const demandOf = await this.#demands();
    const versions = new Map(this.#versions);
    const isUnchanged = (link: DirectedLink): boolean =>
      (versions.get(linkKey(link)) ?? 0) === this.#versionOf(linkKey(link));
    const demands = new Map(all.map((link) => [linkKey(link), demandOf(link)]));
    const demanded = (link: DirectedLink): DatagramFaults => demands.get(linkKey(link)) ?? demandOf(link);
    const { directions } = await askRelay(door, { ask: 'read' });
    const reports = new Map(directions.map((report) => [linkKey(report), report] as const));
    const settled = touched.filter((link) => isUnchanged(link) && isUnchanged(reversed(link)));
    const differences = readBackDirections(settled, demanded, reports);
    const sample = sampleAcross(touched, sides, sampleSize.touched);
    const others = spreadOut(this.#untouched(touched), sampleSize.others);
    const legs = await probeDirections(door, [...sample, ...others], demanded, wanted);
    const unchanged = legs.filter(({ link }) => isUnchanged(link));
    const keys = new Set(touched.map(linkKey));
    const isTouched = (leg: { readonly link: DirectedLink }): boolean => keys.has(linkKey(leg.link));
    const judged = unchanged.filter(isTouched);
    const { measured, reasons } = judgeLinks(
      legs.reduce((sum, { trials }) => sum + trials, 0),
      judged,
      unchanged.filter((leg) => !isTouched(leg)),
    );
    const found = [...differences, ...(judged.length > 0 ? reasons : [])];
    const unseen = judged.length === 0 ? ['confirmed only by read-back: the links changed'] : [];
    return {
      confirmed: found.length === 0,
      reasons: [...found, ...unseen],
      measured,
      judged: judged.length,
    };
  }

  /** Links without any fault of a scenario. */
  #untouched(touched: readonly DirectedLink[]): DirectedLink[] {
    const keys = new Set(touched.map(linkKey));
    return this.#options.links.filter(
      (link) =>
        !keys.has(linkKey(link)) &&
        isDeepStrictEqual(this.#states.get(linkKey(link)) ?? soundLink, soundLink),
    );
  }

  /** What was asked and does not act on datagrams as it does on connections. */
  async #limits(touched: readonly DirectedLink[]): Promise<string[]> {
    const demandOf = await this.#demands();
    const unfelt = new Set(
      touched.flatMap((link) => unfeltByDatagrams(this.#states.get(linkKey(link)) ?? soundLink)),
    );
    const oneWay = touched.find(
      (link) => demandOf(link).cut === 'refuse' && !refusesBothWays(link, demandOf),
    );
    return [
      ...[...unfelt].map((what) => `${what} acts on connections alone: datagrams have none`),
      ...(oneWay
        ? [
            `datagrams over ${linkName(oneWay.from, oneWay.to)} are dropped and not refused: the other direction needs the port`,
          ]
        : []),
    ];
  }

  #versionOf(key: string): number {
    return this.#versions.get(key) ?? 0;
  }

  /** What each direction is to do, by all that is on it now. */
  async #demands(): Promise<(link: DirectedLink) => DatagramFaults> {
    const base = await this.#baseFaults();
    return (link) => {
      const faults = base.get(linkKey(link));
      if (!faults) throw new CodedError('USAGE', `the cluster has no link ${linkName(link.from, link.to)}`);
      const state = this.#states.get(linkKey(link));
      return state === undefined ? faults : bothFaults(faults, datagramFaultsOf(state));
    };
  }

  #baseFaults(): Promise<ReadonlyMap<string, DatagramFaults>> {
    this.#base ??= askRelay(this.#options.door, { ask: 'read' }).then(
      ({ directions }: { readonly directions: readonly DirectionReport[] }) =>
        new Map(directions.map((report) => [linkKey(report), report.faults])),
    );
    return this.#base;
  }
}
