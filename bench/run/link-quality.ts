import type { LinkQuality } from '../../chaos/faults/link-quality.js';
import type { ConfirmBaseLinks } from '../../chaos/link-control/link-control.js';
import { LinkSet } from '../../chaos/links/link-set.js';
import type { Recorder } from '../journal/recorder.js';

/** Confirms the quality that the links were created with, and records asked beside measured. */
export async function confirmLinkQuality(
  quality: LinkQuality,
  nodeIds: readonly number[],
  window: { readonly fromMs: number; readonly toMs: number },
  confirm: ConfirmBaseLinks,
  recorder: Recorder,
): Promise<void> {
  const { kind: _kind, ...asked } = quality;
  const links = LinkSet.fromTo(nodeIds, nodeIds);
  const { confirmed, reasons, measured } = await confirm(quality, links);
  recorder.record({
    type: 'fault',
    tMs: recorder.toNodeClock(window.toMs),
    name: 'links',
    stage: 'applied',
    asked,
    links: links.length,
    confirmed,
    reasons: [...reasons],
    firstMs: recorder.toNodeClock(window.fromMs),
    lastMs: recorder.toNodeClock(window.toMs),
    measured,
  });
}
