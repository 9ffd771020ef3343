import { type ProtocolConfig, protocolConfigSchema } from '../../../protocol/node/config.js';
import type { NodeId, ProtocolEvent } from '../../../protocol/types.js';
import type { Message, MessageKind } from '../../../protocol/wire/messages.js';
import { perfectLinks } from '../network/links/link-model.js';
import { SimNetwork } from '../network/sim-network.js';
import type { SimNetworkOptions } from '../network/sim-network-options.js';

export interface RecordedSend {
  readonly atMs: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly kind: MessageKind;
  readonly opening: boolean;
}

export interface RecordedEvent {
  readonly atMs: number;
  readonly node: NodeId;
  readonly event: ProtocolEvent;
}

/** A simulated network of quiet nodes (no detector, no repair, unless configured) that keeps all it reports. */
export function recordedNetwork(
  config: Partial<ProtocolConfig> = {},
  options: Partial<Omit<SimNetworkOptions, 'config' | 'listener'>> = {},
): { network: SimNetwork; sends: RecordedSend[]; events: RecordedEvent[] } {
  const sends: RecordedSend[] = [];
  const events: RecordedEvent[] = [];
  const network = new SimNetwork({
    nodes: 2,
    seed: 7,
    links: perfectLinks(10),
    ...options,
    config: protocolConfigSchema.parse({ detector: 'none', repairIntervalMs: 0, ...config }),
    listener: {
      event: (atMs, node, event) => events.push({ atMs, node, event }),
      sent: (atMs, from, to, { kind }: Message, opening) => sends.push({ atMs, from, to, kind, opening }),
    },
  });
  return { network, sends, events };
}

export function write(network: SimNetwork, node: NodeId, key: string): void {
  network.input(node, { kind: 'write', key, value: new TextEncoder().encode(key) });
}

/** Live nodes that hold this key. */
export const holders = (network: SimNetwork, key: string): NodeId[] =>
  network.liveIds.filter((id) => network.node(id).view.get(key) !== undefined);
