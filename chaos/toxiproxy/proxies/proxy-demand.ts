import { limitDataToxics } from '../../faults/limit-data.js';
import { qualityToxics } from '../../faults/link-quality.js';
import { partitionExpansion } from '../../faults/partition.js';
import { resetToxics } from '../../faults/reset.js';
import { slicerToxics } from '../../faults/slicer.js';
import { slowCloseToxics } from '../../faults/slow-close.js';
import type { LinkState } from '../../link-control/link-state.js';
import type { DirectedLink } from '../../links/directed-link.js';
import { linkKey, reversed } from '../../links/directed-links.js';
import type { LinkToxic } from '../../links/toxic-spec.js';
import type { NamedToxic } from '../api/toxiproxy-api.js';
import { planToxics } from './toxic-plan.js';

/** What one proxy is to carry on top of its base link. */
export interface ProxyDemand {
  readonly enabled: boolean;
  readonly toxics: readonly NamedToxic[];
}

/** The owner of all toxics that scenarios put on. */
export const chaosOwner = 'chaos';

const cutOwner = `${chaosOwner}.cut`;

export const noDemand: ProxyDemand = { enabled: true, toxics: [] };

/**
 * The proxy `link.from` dials carries its requests, and the answers of `link.to`: two directions, each with its state. `answersAlone`: what
 * `link.to` says there, it says to a request; programs of others may keep a connection, and say over it what nobody asked.
 */
export function proxyDemand(
  link: DirectedLink,
  stateOf: (link: DirectedLink) => LinkState,
  { answersAlone }: { readonly answersAlone: boolean },
): ProxyDemand {
  const back = reversed(link);
  const forward = stateOf(link);
  if (forward.cut === 'refuse') return { enabled: false, toxics: [] };
  const backward = stateOf(back);
  const named = (owner: string, toxics: readonly LinkToxic[]): readonly NamedToxic[] => {
    const own = toxics.filter(({ proxy }) => linkKey(proxy) === linkKey(link));
    return [...planToxics(owner, own).values()].flat();
  };
  return {
    enabled: true,
    toxics: [
      ...named(chaosOwner, [...degradingToxics(forward, link), ...degradingToxics(backward, back)]),
      // Where no request passes there is no answer to stop: one toxic a proxy, half of what a partition costs.
      ...named(cutOwner, [
        ...cuttingToxics(forward, link),
        ...(forward.cut && answersAlone ? [] : cuttingToxics(backward, back)),
      ]),
    ],
  };
}

/** Beside what else is on the link, at the end of the chain: so a cut comes and goes with one change a stream. */
const cuttingToxics = ({ cut }: LinkState, link: DirectedLink): readonly LinkToxic[] =>
  cut ? partitionExpansion(cut, [link]).toxics : [];

/** The toxics of one direction, on both proxies that carry it. */
function degradingToxics(state: LinkState, link: DirectedLink): LinkToxic[] {
  const { latencyMs, jitterMs, loss, rateKBps = 0, slowCloseMs, reset, slicer, limitBytes } = state;
  return [
    ...qualityToxics({ kind: 'linkQuality', latencyMs, jitterMs, loss, rateKBps }, [link]),
    ...(slicer ? slicerToxics({ kind: 'slicer', ...slicer }, link) : []),
    ...(limitBytes === undefined ? [] : limitDataToxics({ kind: 'limitData', limitBytes }, link)),
    ...(slowCloseMs > 0 ? slowCloseToxics({ kind: 'slowClose', delayMs: slowCloseMs }, link) : []),
    ...(reset ? resetToxics({ kind: 'reset', ...reset }, link) : []),
  ];
}
