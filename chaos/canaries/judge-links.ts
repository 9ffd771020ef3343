import { linkName } from '../../nodes/runtime/cluster.js';
import { type Judgement, judgeCanaries, type Leg } from './judge-canaries.js';

/** What a busy machine may add to a delay in the middle of a run. */
const machineMs = 100;

/**
 * A cut is believed when every canary over it fails in the direction that is cut, and those over the other links of the
 * cluster pass. What is measured is told of the cut alone where there is one, else of all links that are touched.
 */
export function judgeLinks(probes: number, touched: readonly Leg[], others: readonly Leg[]): Judgement {
  const cut = touched.filter(({ expected }) => expected.loss >= 1);
  const open = touched.filter(({ expected }) => expected.loss < 1);
  const leaks = cut.filter(({ trials, lost }) => lost < trials).map(leakText);
  const { measured } = judgeCanaries(probes, cut.length > 0 ? cut : open);
  const reasons = open.length > 0 ? judgeCanaries(probes, open, machineMs).reasons : [];
  return {
    measured: touched.length > 0 ? measured : { probes },
    reasons: [...leaks.slice(0, 3), ...reasons, ...deaf(others)],
  };
}

const leakText = ({ link, stream, trials, lost }: Leg): string =>
  `${trials - lost} of ${trials} canaries passed ${linkName(link.from, link.to)} ${stream}, which is cut`;

/** Links that nothing is on, and that carry nothing all the same: a few may be the machine's. */
function deaf(others: readonly Leg[]): string[] {
  const trials = others.reduce((sum, leg) => sum + leg.trials, 0);
  const lost = others.reduce((sum, leg) => sum + leg.lost, 0);
  return 2 * lost > trials
    ? [`${lost} of ${trials} canaries were lost on links that the fault does not affect`]
    : [];
}
