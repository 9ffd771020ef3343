import { decodeMessage, encodedLength, encodeMessage } from '../codec.js';
import { type ProtocolConfig, protocolConfigSchema } from '../config.js';
import { createGossipNode, type GossipNode } from '../gossip-node.js';
import type { Message, MessageKind } from '../messages.js';
import { createRng } from '../rng.js';
import type { ExchangeId, Input, NodeId, ProtocolEvent, Rng } from '../types.js';
import { EventQueue } from './event-queue.js';
import { keyedSigner } from './keyed-signer.js';

export interface TestClusterOptions {
  readonly nodes: number;
  readonly seed: number;
  readonly config?: Partial<ProtocolConfig>;
  readonly latencyMs?: number;
  /** Probability that a message is lost. */
  readonly loss?: number;
}

/** One connection: it ends with the life of either end. */
interface Exchange {
  readonly initiator: Life;
  readonly responder: Life;
  readonly initiatorId: ExchangeId;
  readonly responderId: ExchangeId;
  /** Messages that reached the initiator. */
  answers: number;
}

interface Life {
  readonly node: GossipNode;
  readonly events: ProtocolEvent[];
  readonly exchanges: Map<ExchangeId, Exchange>;
  /** Inputs that came while the node was paused. */
  waiting: Input<Message, ProtocolConfig>[] | undefined;
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
    if (life?.waiting) life.waiting.push(input);
    else if (life) this.#step(id, life, input);
  }

  #step(id: NodeId, life: Life, input: Input<Message, ProtocolConfig>): void {
    life.node.step(this.queue.nowMs, input, {
      send: (to, exchange, message, expectReply) => this.#send(life, to, exchange, message, expectReply),
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

  /** Stops a node as SIGSTOP does: whatever is due to it waits until it goes on. */
  pause(id: NodeId, durationMs: number): void {
    const life = this.#lifeOf(id);
    const waiting: Input<Message, ProtocolConfig>[] = [];
    life.waiting = waiting;
    this.queue.after(durationMs, () => {
      life.waiting = undefined;
      if (this.#lives.get(id) === life) for (const input of waiting) this.input(id, input);
    });
  }

  crash(id: NodeId): void {
    this.#lives.delete(id);
  }

  /** Starts a node, with a higher incarnation than any time before. */
  restart(id: NodeId): void {
    const incarnation = (this.#incarnations.get(id) ?? 0) + 1;
    this.#incarnations.set(id, incarnation);
    const rng = createRng(this.#rng.uint32());
    const signer = keyedSigner(id, this.ids);
    const node = createGossipNode({ id, incarnation, config: this.config, peers: this.ids, rng, signer });
    this.#lives.set(id, { node, events: [], exchanges: new Map(), waiting: undefined });
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

  #send(sender: Life, to: NodeId, id: ExchangeId, message: Message, expectReply: boolean): void {
    const from = sender.node.id;
    const frame = encodeMessage(from, message);
    this.#checkLength(frame, from, message);
    const opening = !sender.exchanges.has(id);
    const updates = 'updates' in message ? message.updates.length : 0;
    this.sends.push({ atMs: this.queue.nowMs, from, to, kind: message.kind, opening, updates });
    const exchange = sender.exchanges.get(id) ?? this.#open(sender, to, id);
    if (exchange === undefined) return;
    if (expectReply && sender === exchange.initiator) this.#expectAnswer(exchange);
    if (!this.linkUp(from, to) || this.#rng.float() < (this.#options.loss ?? 0)) return;
    this.queue.after(this.#options.latencyMs ?? 1, () => this.#deliver(exchange, sender, frame));
  }

  /** Nothing where nobody listens: refused, so the initiator hears of it at once. */
  #open(initiator: Life, to: NodeId, initiatorId: ExchangeId): Exchange | undefined {
    const from = initiator.node.id;
    if (initiatorId < 0)
      throw new Error(`node ${from} sends on exchange ${initiatorId} that it did not accept`);
    const responder = this.#lives.get(to);
    if (responder === undefined) {
      this.queue.after(0, () => this.input(from, { kind: 'exchangeFailed', to, exchange: initiatorId }));
      return undefined;
    }
    this.#accepted++;
    const exchange = { initiator, responder, initiatorId, responderId: -this.#accepted, answers: 0 };
    initiator.exchanges.set(initiatorId, exchange);
    responder.exchanges.set(exchange.responderId, exchange);
    return exchange;
  }

  #deliver(exchange: Exchange, sender: Life, frame: Uint8Array): void {
    const answers = sender === exchange.responder;
    const receiver = answers ? exchange.initiator : exchange.responder;
    const id = receiver.node.id;
    if (this.#lives.get(id) !== receiver) return;
    const decoded = decodeMessage(frame);
    if (!decoded.ok) throw new Error(`a frame of the protocol's own did not decode: ${decoded.reason}`);
    if (answers) exchange.answers++;
    const { from, message } = decoded;
    const exchangeId = answers ? exchange.initiatorId : exchange.responderId;
    this.input(id, { kind: 'message', from, exchange: exchangeId, message });
  }

  #expectAnswer(exchange: Exchange): void {
    const { initiator, responder, initiatorId, answers } = exchange;
    const { id } = initiator.node;
    this.queue.after(this.config.exchangeTimeoutMs, () => {
      if (exchange.answers > answers || this.#lives.get(id) !== initiator) return;
      this.input(id, { kind: 'exchangeFailed', to: responder.node.id, exchange: initiatorId });
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
