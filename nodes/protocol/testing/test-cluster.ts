import { independentLoss } from '../../runtime/sim/network/links/independent-loss.js';
import { perfectLinks } from '../../runtime/sim/network/links/link-model.js';
import { SimNetwork } from '../../runtime/sim/network/sim-network.js';
import { type ProtocolConfig, protocolConfigSchema } from '../node/config.js';
import type { GossipNode } from '../node/gossip-node.js';
import type { Input, NodeId, ProtocolEvent } from '../types.js';
import { decodeMessage, encodedLength, encodeMessage } from '../wire/codec.js';
import type { Message, MessageKind } from '../wire/messages.js';
import { keyedSigner } from './keyed-signer.js';

export interface TestClusterOptions {
  readonly nodes: number;
  readonly seed: number;
  readonly config?: Partial<ProtocolConfig>;
  readonly latencyMs?: number;
  /** Probability that a message is lost. */
  readonly loss?: number;
}

export interface TestSend {
  readonly atMs: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly kind: MessageKind;
  /** It opened an exchange. */
  readonly opening: boolean;
  readonly updates: number;
}

/** A simulated cluster that keeps all it reports and encodes and decodes every frame, with words for what tests do and wait for. */
export class TestCluster {
  /** The virtual time. */
  readonly queue: Pick<SimNetwork, 'nowMs'>;
  readonly config: ProtocolConfig;
  readonly ids: readonly NodeId[];
  readonly sends: TestSend[] = [];
  /** Whether a message passes from one node to another now. */
  linkUp: (from: NodeId, to: NodeId) => boolean = () => true;
  readonly #network: SimNetwork;
  /** Of the present incarnations. */
  readonly #events: ProtocolEvent[][];

  constructor({ nodes, seed, config, latencyMs = 1, loss = 0 }: TestClusterOptions) {
    this.config = protocolConfigSchema.parse(config ?? {});
    this.#events = Array.from({ length: nodes }, () => []);
    const ids = Array.from({ length: nodes }, (_, id) => id);
    this.#network = new SimNetwork({
      nodes,
      seed,
      config: this.config,
      links: { ...perfectLinks(latencyMs), loss: independentLoss(loss) },
      signerOf: (id) => keyedSigner(id, ids),
      carry: (from, message) => this.#carry(from, message),
      listener: {
        event: (_, node, event) => this.#events[node]!.push(event),
        sent: (atMs, from, to, message, opening) => {
          const updates = 'updates' in message ? message.updates.length : 0;
          this.sends.push({ atMs, from, to, kind: message.kind, opening, updates });
        },
      },
    });
    this.#network.partitions.cut((from, to) => !this.linkUp(from, to));
    this.queue = this.#network;
    this.ids = this.#network.ids;
  }

  node(id: NodeId): GossipNode {
    return this.#network.node(id);
  }

  /** Events of the present incarnation of a node. */
  events(id: NodeId): readonly ProtocolEvent[] {
    return this.#events[id] ?? [];
  }

  get liveIds(): NodeId[] {
    return this.#network.liveIds;
  }

  input(id: NodeId, input: Input<Message, ProtocolConfig>): void {
    this.#network.input(id, input);
  }

  write(id: NodeId, key: string, text: string | undefined = key): void {
    const value = text === undefined ? undefined : new TextEncoder().encode(text);
    this.input(id, { kind: 'write', key, value });
  }

  remove(id: NodeId, key: string): void {
    this.input(id, { kind: 'write', key, value: undefined });
  }

  /** Stops a node as SIGSTOP does, for so long: whatever is due to it waits until it goes on. */
  pause(id: NodeId, durationMs: number): void {
    this.#network.pause(id);
    this.#network.after(durationMs, () => {
      if (this.#network.isUp(id)) this.#network.resume(id);
    });
  }

  crash(id: NodeId): void {
    if (this.#network.isUp(id)) this.#network.crash(id);
  }

  /** Starts a node, with a higher incarnation than any time before. */
  restart(id: NodeId): void {
    this.#events[id] = [];
    this.#network.restart(id);
  }

  run(durationMs: number): void {
    this.#network.run(durationMs);
  }

  /** Runs until the condition holds; throws when it does not within `limitMs` of virtual time. */
  runUntil(condition: () => boolean, limitMs = 60_000): void {
    const untilMs = this.#network.nowMs + limitMs;
    while (!condition()) {
      if (!this.#network.runNext(untilMs)) throw new Error(`condition not met within ${limitMs} virtual ms`);
    }
  }

  /** Every live node has the same view. */
  converged(): boolean {
    return new Set(this.liveIds.map((id) => this.node(id).view.stateDigest())).size === 1;
  }

  /** As the wire carries it; throws for a frame that is too long, of another length than was computed, or that does not decode. */
  #carry(from: NodeId, message: Message): Message {
    const frame = encodeMessage(from, message);
    if (frame.length + 4 > this.config.maxMessageBytes) {
      throw new Error(`${message.kind} of ${frame.length} bytes exceeds ${this.config.maxMessageBytes}`);
    }
    if (frame.length !== encodedLength(from, message)) {
      throw new Error(`${message.kind}: the computed length is wrong`);
    }
    const decoded = decodeMessage(frame);
    if (!decoded.ok) throw new Error(`a frame of the protocol's own did not decode: ${decoded.reason}`);
    return decoded.message;
  }
}
