import type { Rng } from '../../nodes/protocol/types.js';
import { standardNormal } from '../../nodes/runtime/sim/network/links/standard-normal.js';
import type { Workload } from './workload.js';
import { largestPayloadBytes } from './workload.js';

type Size = (workload: Workload, rng: Rng) => number;

/** One law for each value of `workload.payloadSizes`. */
const laws: Readonly<Record<Workload['payloadSizes'], Size>> = {
  fixed: ({ payloadBytes }) => payloadBytes,
  uniform: ({ payloadBytes, payloadSpread }, rng) =>
    payloadBytes * (1 + payloadSpread * (2 * rng.float() - 1)),
  lognormal: ({ payloadBytes, payloadSpread }, rng) =>
    payloadBytes * Math.exp(payloadSpread * standardNormal(rng)),
};

/** Draws sizes of values, whole bytes from 1 to what fits a message. */
export function payloadSizer(workload: Workload, maxMessageBytes: number, rng: Rng): () => number {
  const law = laws[workload.payloadSizes];
  const most = largestPayloadBytes(workload, maxMessageBytes);
  return () => Math.min(most, Math.max(1, Math.round(law(workload, rng))));
}
