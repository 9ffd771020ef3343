import type { ExpectedLeg } from '../../canaries/judge-canaries.js';
import type { ToxicSpec } from '../../links/toxic-spec.js';
import type { ProxyState } from '../api/toxiproxy-api.js';

const sound: ExpectedLeg = { latencyMs: 0, maxLatencyMs: 0, loss: 0 };

/** Toxics of one stream act one after the other: delays add, and losses are independent of each other. */
export function expectedLeg(proxy: ProxyState | undefined, stream: ToxicSpec['stream']): ExpectedLeg {
  if (!proxy?.enabled) return { ...sound, loss: 1 };
  return proxy.toxics.filter((toxic) => toxic.stream === stream).reduce(add, sound);
}

function add(leg: ExpectedLeg, { type, toxicity, attributes }: ToxicSpec): ExpectedLeg {
  const { latency = 0, jitter = 0, rate = 0 } = attributes;
  if (type === 'latency') {
    return {
      ...leg,
      latencyMs: leg.latencyMs + latency,
      maxLatencyMs: leg.maxLatencyMs + latency + jitter,
    };
  }
  if (type === 'bandwidth' && rate > 0) return { ...leg, isThrottled: true };
  // A reset takes the first bytes with it, and a canary has no others.
  const swallows = type === 'timeout' || type === 'reset_peer' || (type === 'bandwidth' && rate === 0);
  return swallows ? { ...leg, loss: 1 - (1 - leg.loss) * (1 - toxicity) } : leg;
}
