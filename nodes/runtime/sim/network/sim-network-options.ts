import type { Signer } from '../../../protocol/auth/signer.js';
import type { ProtocolConfig } from '../../../protocol/node/config.js';
import type { NodeId } from '../../../protocol/types.js';
import type { Message } from '../../../protocol/wire/messages.js';
import type { Latency } from './links/latency.js';
import type { LinkModel } from './links/link-model.js';
import type { LinkState } from './links/link-state.js';
import type { RoundClock } from './round-clock.js';
import type { SimListener } from './sim-listener.js';

export interface SimNetworkOptions {
  readonly nodes: number;
  /** The same seed gives the same events, to the last byte. */
  readonly seed: number;
  readonly config: ProtocolConfig;
  readonly links: LinkModel;
  /** Toxics on every link; absent: none. */
  readonly toxics?: LinkState;
  readonly clock?: RoundClock;
  /** What each node takes for a message; absent: no time. */
  readonly processing?: Latency;
  readonly listener?: SimListener;
  /**
   * Whether all nodes draw from one stream of randomness, as those of a large cluster do, where a stream for each would be a state for each.
   * With their own, the same seed gives settings that are compared the same luck.
   */
  readonly oneStream?: boolean;
  /**
   * Whether nodes that detect failures by SWIM begin as members that have joined and know each other. Default in a large cluster, where the joining
   * of all at once would be the most of the work.
   */
  readonly joined?: boolean;
  /** Whether nodes of one stream sleep (storage/): the same happens, in less memory. Default true. */
  readonly sleep?: boolean;
  /** Needed where the config asks for signatures. */
  readonly signerOf?: (node: NodeId) => Signer;
  /** What arrives of a message that is sent; by default the message itself, which nobody changes. */
  readonly carry?: (from: NodeId, message: Message) => Message;
}
