import { decodeMessage, encodedLength, encodeMessage } from '../codec.js';
import { type ProtocolConfig, protocolConfigSchema } from '../config.js';
import { createGossipNode, type GossipNode } from '../gossip-node.js';
import type { Message, MessageKind } from '../messages.js';
import { createRng } from '../rng.js';
import type { ExchangeId, Input, NodeId, ProtocolEvent, Rng } from '../types.js';
import { EventQueue } from './event-queue.js';

export interface TestClusterOptions {
  readonly nodes: number;
  readonly seed: number;
  readonly config?: Partial<ProtocolConfig>;
  readonly latencyMs?: number;
  /** Probability that a message is lost. */
  readonly loss?: number;
}

interface Exchange {
  readonly initiator: NodeId;
  readonly responder: NodeId;
  readonly initiatorId: ExchangeId;
  readonly responderId: ExchangeId;
  /** Messages that reached the initiator. */
  answers: number;
}

interface Life {
  readonly node: GossipNode;
  readonly events: ProtocolEvent[];
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

/** A cluster in virtual time: real nodes, every frame encoded and decoded, all randomness from one seed. */
export class TestCluster {
  readonly queue = new EventQueue();
  readonly config: ProtocolConfig;
  readonly ids: readonly NodeId[];
  readonly sends: TestSend[] = [];
  /** Whether a message passes from one node to another now. */
  linkUp: (from: NodeId, to: NodeId) => boolean = () => true;
  readonly #options: TestClusterOptions;
  readonly #rng: Rng;
  readonly #lives = new Map<NodeId, Life>();
  readonly #incarnations = new Map<NodeId, number>();
  readonly #exchanges = new Map<string, Exchange>();
  #accepted = 0;

  constructor(options: TestClusterOptions) {
    this.#options = options;
    this.config = protocolConfigSchema.parse(options.config ?? {});
    this.ids = Array.from({ length: options.nodes }, (_, id) => id);
    this.#rng = createRng(options.seed);
    for (const id of this.ids) this.restart(id);
  }

  node(id: NodeId): GossipNode {
    return this.#lifeOf(id).node;
  }

  /** Events of the present life of a node. */
  events(id: NodeId): readonly ProtocolEvent[] {
    return this.#lifeOf(id).events;
  }

  get liveIds(): NodeId[] {
    return this.ids.filter((id) => this.#lives.has(id));
  }

  input(id: NodeId, input: Input<Message, ProtocolConfig>): void {
    const life = this.#lives.get(id);
    if (life === undefined) return;
    life.node.step(this.queue.nowMs, input, {
      send: (to, exchange, message, expectReply) => this.#send(id, to, exchange, message, expectReply),
      setTimer: (token, delayMs) => {
        this.queue.after(delayMs, () => {
          if (this.#lives.get(id) === life) this.input(id, { kind: 'timer', token });
        });
      },
      event: (event) => life.events.push(event),
    });
  }

  write(id: NodeId, key: string, text: string | undefined = key): void {
    const value = text === undefined ? undefined : new TextEncoder().encode(text);
    this.input(id, { kind: 'write', key, value });
  }

  remove(id: NodeId, key: string): void {
    this.input(id, { kind: 'write', key, value: undefined });
  }

  crash(id: NodeId): void {
    this.#lives.delete(id);
  }

  /** Starts a node, with a higher incarnation than any time before. */
  restart(id: NodeId): void {
    const incarnation = (this.#incarnations.get(id) ?? 0) + 1;
    this.#incarnations.set(id, incarnation);
    const rng = createRng(this.#rng.uint32());
    const node = createGossipNode({ id, incarnation, config: this.config, peers: this.ids, rng });
    this.#lives.set(id, { node, events: [] });
    this.input(id, { kind: 'start' });
  }

  run(durationMs: number): void {
    const untilMs = this.queue.nowMs + durationMs;
    while (this.queue.runNext(untilMs));
  }

  /** Runs until the condition holds; throws when it does not within `limitMs` of virtual time. */
  runUntil(condition: () => boolean, limitMs = 60_000): void {
    const untilMs = this.queue.nowMs + limitMs;
    while (!condition()) {
      if (!this.queue.runNext(untilMs)) throw new Error(`condition not met within ${limitMs} virtual ms`);
    }
  }

  /** Every live node has the same view. */
  converged(): boolean {
    return new Set(this.liveIds.map((id) => this.node(id).view.stateDigest())).size === 1;
  }

  #lifeOf(id: NodeId): Life {
    const life = this.#lives.get(id);
    if (life === undefined) throw new Error(`node ${id} is down`);
    return life;
  }

  #send(from: NodeId, to: NodeId, id: ExchangeId, message: Message, expectReply: boolean): void {
    const opening = !this.#exchanges.has(keyOf(from, id));
    const exchange = this.#exchanges.get(keyOf(from, id)) ?? this.#open(from, to, id);
    const frame = encodeMessage(from, message);
    this.#checkLength(frame, from, message);
    const updates = 'updates' in message ? message.updates.length : 0;
    this.sends.push({ atMs: this.queue.nowMs, from, to, kind: message.kind, opening, updates });
    if (expectReply && from === exchange.initiator) this.#expectAnswer(exchange);
    if (!this.linkUp(from, to) || this.#rng.float() < (this.#options.loss ?? 0)) return;
    this.queue.after(this.#options.latencyMs ?? 1, () => this.#deliver(exchange, to, frame));
  }

  #open(from: NodeId, to: NodeId, initiatorId: ExchangeId): Exchange {
    if (initiatorId < 0)
      throw new Error(`node ${from} sends on exchange ${initiatorId} that it did not accept`);
    this.#accepted++;
    const exchange = {
      initiator: from,
      responder: to,
      initiatorId,
      responderId: -this.#accepted,
      answers: 0,
    };
    this.#exchanges.set(keyOf(from, initiatorId), exchange);
    this.#exchanges.set(keyOf(to, exchange.responderId), exchange);
    return exchange;
  }

  #deliver(exchange: Exchange, to: NodeId, frame: Uint8Array): void {
    if (!this.#lives.has(to)) return;
    const decoded = decodeMessage(frame);
    if (!decoded.ok) throw new Error(`a frame of the protocol's own did not decode: ${decoded.reason}`);
    if (to === exchange.initiator) exchange.answers++;
    const id = to === exchange.initiator ? exchange.initiatorId : exchange.responderId;
    this.input(to, { kind: 'message', from: decoded.from, exchange: id, message: decoded.message });
  }

  #expectAnswer(exchange: Exchange): void {
    const { initiator, responder: to, initiatorId, answers } = exchange;
    const life = this.#lives.get(initiator);
    this.queue.after(this.config.exchangeTimeoutMs, () => {
      if (exchange.answers > answers || this.#lives.get(initiator) !== life) return;
      this.input(initiator, { kind: 'exchangeFailed', to, exchange: initiatorId });
    });
  }

  #checkLength(frame: Uint8Array, from: NodeId, message: Message): void {
    if (frame.length + 4 > this.config.maxMessageBytes) {
      throw new Error(`${message.kind} of ${frame.length} bytes exceeds ${this.config.maxMessageBytes}`);
    }
    if (frame.length !== encodedLength(from, message))
      throw new Error(`${message.kind}: told length is wrong`);
  }
}

function keyOf(node: NodeId, exchange: ExchangeId): string {
  return `${node}:${exchange}`;
}
