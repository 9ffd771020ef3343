import pLimit from 'p-limit';
import type { NodeControl } from '../../contract/client.js';

/** Enough to reach a large cluster within a fraction of a second. */
const callsAtOnce = 16;

/** Lets nodes that were held begin to gossip, as nearly at once as can be. */
export async function beginAll(controls: Iterable<NodeControl>): Promise<void> {
  const limit = pLimit(callsAtOnce);
  await Promise.all(Array.from(controls, (control) => limit(() => control.begin())));
}
