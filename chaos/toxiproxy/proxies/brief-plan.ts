import type { ExpectedLeg } from '../../canaries/judge-canaries.js';
import type { CanaryPlan } from '../confirm/canary-plan.js';

/** Canaries in all, in the middle of a run: enough to see a loss or a delay, too few to disturb what is measured. */
const wanted = { loss: 600, delay: 200 };
const limits = { perLink: 20, perNode: 64 };
/** For the machine's own delays. A cut may be over in a second, and every canary over it waits that long. */
const slackMs = { cut: 500, open: 1_000 };
const perSecond = 400;

/** How many canaries over `links` links from `senders` nodes; over a cut one each suffices, since nothing may pass. `portion` as of a longer plan. */
export function planBriefCanaries(
  links: number,
  senders: number,
  legs: readonly ExpectedLeg[],
  portion = 1,
): CanaryPlan {
  const open = legs.filter(({ loss }) => loss < 1);
  const lossy = open.some(({ loss }) => loss > 0);
  const isCut = open.length < legs.length;
  const longestMs = legs.reduce((longest, { maxLatencyMs }) => Math.max(longest, maxLatencyMs), 0);
  const timeoutMs = Math.ceil(2 * longestMs + (isCut ? slackMs.cut : slackMs.open));
  const perLink = isCut ? 1 : Math.ceil((portion * (lossy ? wanted.loss : wanted.delay)) / links);
  // Little's law, as if each took as long as it may: a lost one holds its place until then.
  const concurrency = Math.ceil((portion * perSecond * timeoutMs) / 1_000 / senders);
  return {
    perLink: Math.min(limits.perLink, perLink),
    timeoutMs,
    concurrency: isCut ? limits.perNode : Math.min(limits.perNode, concurrency),
  };
}
