import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeId } from '../../../nodes/protocol/types.js';
import { linkName } from '../../../nodes/runtime/cluster.js';
import type { Leg } from '../../canaries/judge-canaries.js';
import { judgeLinks } from '../../canaries/judge-links.js';
import { sampleAcross, spreadOut } from '../../canaries/link-sample.js';
import type { FaultObserver, LinksSeen } from '../../link-control/link-control.js';
import type { DirectedLink } from '../../links/directed-link.js';
import { linkKey, reversed, uniqueLinks } from '../../links/directed-links.js';
import type { ToxiproxyApi } from '../api/toxiproxy-api.js';
import { planBriefCanaries } from '../proxies/brief-plan.js';
import { chaosOwner } from '../proxies/proxy-demand.js';
import type { ProxyKeeper } from '../proxies/proxy-keeper.js';
import { type CanaryControl, type CanaryTally, canCarryCanaries, sendCanaries } from './canaries.js';
import { bothLegs } from './legs.js';
import { readBackDemands } from './read-back.js';
import { TolerantControl } from './tolerant-control.js';

/** Links that are probed: of those that are touched, and of the others, which must carry what they carried before. */
const sampleSize = { touched: 60, others: 16 };

export interface LinkObserver extends FaultObserver {
  readonly api: ToxiproxyApi;
  readonly keeper: ProxyKeeper;
  readonly control: (node: NodeId) => CanaryControl;
  /** Every link of the cluster. */
  readonly all: readonly DirectedLink[];
  /** Of the usual canaries, and links to probe (canary-plan.ts). */
  readonly portion: number;
}

/** Right after a change a proxy may still be busy with what it held back, and so may the machine. */
const attempts = 3;
const pauseMs = 500;

/** Looks up to three times; what changed between two looks leaves the earlier one's findings as they are. */
export async function confirmWithRetries(
  touched: readonly DirectedLink[],
  lookout: LinkObserver,
): Promise<LinksSeen> {
  let seen = await confirmLinks(touched, lookout);
  for (let attempt = 1; attempt < attempts && !seen.confirmed; attempt += 1) {
    await sleep(pauseMs);
    const again = await confirmLinks(touched, lookout);
    if (again.measured.probes === 0 || again.judged === 0) break;
    seen = again;
  }
  const { confirmed, reasons, measured } = seen;
  return { confirmed, reasons, measured: { ...measured, lossPer: 'connection' } };
}

/**
 * Looks whether links are in the states that are demanded of them: read back from Toxiproxy, and met by canaries over a
 * sample. What changed meanwhile is not judged; a fault that is over too soon for canaries is seen by read-back alone.
 */
async function confirmLinks(
  touched: readonly DirectedLink[],
  lookout: LinkObserver,
): Promise<LinksSeen & { readonly judged: number }> {
  const { api, keeper } = lookout;
  const carriers = uniqueLinks([...touched, ...touched.map(reversed)]).map(nameOf);
  const versions = keeper.versions();
  const isUnchanged = (name: string): boolean => versions.get(name) === keeper.versionOf(name);
  const demands = new Map(carriers.map((name) => [name, keeper.demandOf(name)]));
  const proxies = await api.proxies();
  const changedMeanwhile = carriers.filter((name) => !isUnchanged(name));
  for (const name of changedMeanwhile) demands.delete(name);
  const { legs, others, probes, silent } = await probe(touched, lookout);
  const judged = legs.filter(({ link }) => isUnchanged(nameOf(link)));
  const { measured, reasons } = judgeLinks(
    probes,
    judged,
    others.filter(({ link }) => isUnchanged(nameOf(link))),
  );
  const found = [...readBackDemands(chaosOwner, demands, proxies), ...silent, ...reasons];
  const unseen =
    judged.length === 0
      ? [touched.some((link) => canCarryCanaries(lookout.control, link)) ? changedOrDown : noCanaries]
      : [];
  return { confirmed: found.length === 0, reasons: [...found, ...unseen], measured, judged: judged.length };
}

const changedOrDown = 'confirmed only by read-back: the links changed, or their nodes were down';
const noCanaries = 'confirmed only by read-back: these nodes take no canaries';

const nameOf = ({ from, to }: DirectedLink): string => linkName(from, to);

interface Probed {
  readonly legs: readonly Leg[];
  /** Of links that the fault does not touch. */
  readonly others: readonly Leg[];
  readonly probes: number;
  /** What nodes said that ought to have answered. */
  readonly silent: readonly string[];
}

async function probe(touched: readonly DirectedLink[], lookout: LinkObserver): Promise<Probed> {
  const { answers, control, keeper, portion } = lookout;
  const isAskable = ({ from, to }: DirectedLink): boolean =>
    answers(from) && answers(to) && canCarryCanaries(control, { from, to });
  const carriers = chooseCarriers(touched, lookout, isAskable);
  if (carriers.length === 0) return { legs: [], others: [], probes: 0, silent: [] };
  const expected = keeper.expected();
  const tolerant = new TolerantControl(control);
  const legsOf = (tally: CanaryTally) => bothLegs(tally, expected);
  const streams = carriers.flatMap((link) => legsOf(unsent(link)).map((leg) => leg.expected));
  const senders = new Set(carriers.map(({ from }) => from)).size;
  const tallies = await sendCanaries(
    carriers,
    planBriefCanaries(carriers.length, senders, streams, portion),
    tolerant.of,
  );
  const hasAnswered = ({ from, to }: DirectedLink): boolean =>
    !tolerant.silent.has(from) && !tolerant.silent.has(to);
  const keys = new Set(touched.map(linkKey));
  const answered = tallies.filter(({ link }) => isAskable(link) && hasAnswered(link)).map(legsOf);
  const legs = answered.flatMap((both) => touchedLegs(both, keys));
  const others = answered.filter(
    ([{ link }]) => !keys.has(linkKey(link)) && !keys.has(linkKey(reversed(link))),
  );
  const silent = [...tolerant.silent].filter(([node]) => answers(node)).map(([, text]) => text);
  return { legs, others: others.flat(), probes: tallies.reduce((sum, { sent }) => sum + sent, 0), silent };
}

const unsent = (link: DirectedLink): CanaryTally => ({
  link,
  sent: 0,
  received: 0,
  answered: 0,
  upstreamMs: [],
  downstreamMs: [],
});

function chooseCarriers(
  touched: readonly DirectedLink[],
  { all, sides, keeper, portion }: LinkObserver,
  isAskable: (link: DirectedLink) => boolean,
): DirectedLink[] {
  const sample = sampleAcross(touched.filter(isAskable), sides, sampleSize.touched * portion);
  const busy = new Set([...touched, ...touched.map(reversed)].map(linkKey));
  const demanding = new Set(keeper.demanding());
  const others = all.filter(
    (link) => isAskable(link) && !busy.has(linkKey(link)) && !demanding.has(nameOf(link)),
  );
  return uniqueLinks([...sample, ...sample.map(reversed), ...spreadOut(others, sampleSize.others * portion)]);
}

const touchedLegs = ([requests, replies]: readonly [Leg, Leg], touched: ReadonlySet<string>): Leg[] => [
  ...(touched.has(linkKey(requests.link)) ? [requests] : []),
  ...(touched.has(linkKey(reversed(replies.link))) ? [replies] : []),
];
