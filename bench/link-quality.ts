import { linksFromTo } from '../chaos/directed-links.js';
import type { LinkQuality } from '../chaos/fault.js';
import type { FaultInjector } from '../chaos/injector.js';
import type { Recorder } from './recorder.js';

/** True where the flags ask for links that are worse than what the machine gives. */
export const isDegraded = (quality: LinkQuality): boolean =>
  quality.latencyMs > 0 || quality.jitterMs > 0 || quality.loss > 0 || quality.rateKBps > 0;

/** Confirms the quality that the links were created with, and records asked beside measured. */
export async function confirmLinkQuality(
  quality: LinkQuality,
  nodeIds: readonly number[],
  window: { readonly fromMs: number; readonly toMs: number },
  injector: Pick<FaultInjector, 'confirm'>,
  recorder: Recorder,
): Promise<void> {
  const { kind: _kind, ...asked } = quality;
  const links = linksFromTo(nodeIds, nodeIds);
  const confirmation = await injector.confirm({
    fault: quality,
    links,
    appliedFromMs: window.fromMs,
    appliedToMs: window.toMs,
  });
  recorder.record({
    type: 'fault',
    tMs: recorder.toNodeClock(confirmation.lastMs),
    name: 'links',
    stage: 'applied',
    asked,
    links: links.length,
    confirmed: confirmation.confirmed,
    reasons: [...confirmation.reasons],
    firstMs: recorder.toNodeClock(confirmation.firstMs),
    lastMs: recorder.toNodeClock(confirmation.lastMs),
    measured: confirmation.measured,
  });
}
