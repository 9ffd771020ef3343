import type { Signer } from '../../../protocol/auth/signer.js';
import { detectorOf, type ProtocolConfig } from '../../../protocol/node/config.js';
import { PlainCounters } from '../../../protocol/node/counters.js';
import type { GossipNode } from '../../../protocol/node/gossip-node.js';
import { createGossipNode } from '../../../protocol/node/node.js';
import { RestingNode } from '../../../protocol/node/resting-node.js';
import type {
  ExchangeId,
  Input,
  NodeId,
  Outputs,
  ProtocolEvent,
  Rng,
  TimerToken,
} from '../../../protocol/types.js';
import type { Message } from '../../../protocol/wire/messages.js';
import { NodeRows } from './node-rows.js';
import { headWhole, wholesPerNumber } from './row-layout.js';
import { Traffic } from './traffic.js';
import { VacantNodes } from './vacant-nodes.js';

/** What the outputs of nodes go to. */
export interface StoreHost {
  send(
    from: NodeId,
    timeoutMs: number,
    to: NodeId,
    exchange: ExchangeId,
    message: Message,
    expectReply: boolean,
  ): void;
  setTimer(node: NodeId, token: TimerToken, delayMs: number): void;
  report(node: NodeId, event: ProtocolEvent): void;
}

export interface NodeStoreOptions {
  /** All nodes, from 0 on. */
  readonly peers: readonly NodeId[];
  readonly config: ProtocolConfig;
  /** The source of randomness of a new incarnation. */
  readonly createRng: () => Rng;
  readonly signerOf: ((node: NodeId) => Signer) | undefined;
  readonly host: StoreHost;
  /** Whether the first incarnations begin as members that have joined. */
  readonly joined: boolean;
  /** Whether nodes may sleep: all must draw from one source then. */
  readonly sleep: boolean;
}

/** Of the nodes that sleep. */
export interface AsleepTotal {
  readonly counters: PlainCounters;
  readonly hotUpdates: number;
}

/** Where a node is: nowhere, in its row (or the last one that took a step), or else at this place among those that are awake. */
const down = 0;
const asleep = -1;

/**
 * The present incarnation of every node. One that is at rest sleeps: it is a row of numbers until something happens to it, and wakes for that
 * in objects of one that fell asleep before. So of a million nodes hardly one is awake at a time.
 */
export class NodeStore {
  readonly traffic: Traffic;
  readonly #options: NodeStoreOptions;
  readonly #rows: NodeRows;
  readonly #maySleep: boolean;
  /** Those that are awake, by their places; from 1 on. */
  readonly #awake: (GossipNode | undefined)[] = [undefined];
  readonly #freePlaces: number[] = [];
  readonly #vacant = new VacantNodes();
  /** Of those that sleep, the last one that took a step: often the next step is its own too, so it is laid down only before another wakes. */
  #last: GossipNode | undefined;
  /** Filled and read within one call; nobody else has it. */
  readonly #record: RestingNode;
  readonly #outputs: NodeOutputs;
  /** Somebody outside watches their objects: they sleep no more. */
  readonly #held = new Set<NodeId>();
  /** Somebody outside may have kept their objects: they are not used for others. */
  readonly #seen = new Set<GossipNode>();
  /** Of no meaning: it keeps the prefetching from being left out. */
  #prefetched = 0;

  constructor(options: NodeStoreOptions) {
    const { peers, config, host, sleep } = options;
    this.#options = options;
    this.#rows = new NodeRows(peers.length, config);
    this.#record = new RestingNode(config);
    this.#outputs = new NodeOutputs(host);
    this.traffic = new Traffic(this.#rows);
    this.#maySleep = sleep && detectorOf(config) === 'none' && config.auth === 'none';
  }

  /** Something happens soon to these: has what is known of them brought into the processor's cache. */
  prefetch(nodes: Int32Array): void {
    this.#prefetched ^= this.#rows.prefetch(nodes);
  }

  /** The present one; 0 while the node is down. */
  incarnationOf(node: NodeId): number {
    return this.#placeOf(node) === down ? 0 : this.#lastIncarnationOf(node);
  }

  /** Lets a node take a step, unless that incarnation is over. */
  step(id: NodeId, incarnation: number, nowMs: number, input: Input<Message, ProtocolConfig>): void {
    const place = this.#placeOf(id);
    if (place === down || this.#lastIncarnationOf(id) !== incarnation) return;
    const node = place === asleep ? this.#wake(id) : this.#awake[place]!;
    this.#outputs.sender = node;
    node.step(nowMs, input, this.#outputs);
    if (place !== asleep && this.#maySleep) this.#layDown(id, place);
  }

  /** The present incarnation, which does not sleep from now on. */
  hold(id: NodeId): GossipNode | undefined {
    this.#held.add(id);
    return this.#waken(id);
  }

  /** What `read` finds in the node as it is now. Undefined while it is down. */
  read<T>(id: NodeId, read: (node: GossipNode) => T): T | undefined {
    const node = this.#waken(id);
    if (node === undefined) return undefined;
    this.#seen.add(node);
    const found = read(node);
    if (this.#maySleep) this.#layDown(id, this.#placeOf(id));
    return found;
  }

  /** Shows the nodes that are awake, one after the other; of those that sleep, what they have counted together. */
  readAwake(read: (node: GossipNode) => void): AsleepTotal {
    this.#layLastDown();
    const counters = new PlainCounters();
    let hotUpdates = 0;
    for (const id of this.#options.peers) {
      const place = this.#placeOf(id);
      if (place === asleep) {
        this.#rows.addCounters(id, counters);
        if (this.#rows.isHot(id)) hotUpdates += 1;
      } else if (place > down) {
        this.#seen.add(this.#awake[place]!);
        read(this.#awake[place]!);
      }
    }
    return { counters, hotUpdates };
  }

  /** While it sleeps: the number of what it holds; those of one number hold the same. Undefined where it is awake, or down. */
  contentOf(node: NodeId): number | undefined {
    this.#layLastDown();
    return this.#placeOf(node) === asleep ? this.#rows.contentOf(node) : undefined;
  }

  /** A new incarnation, higher than any before, which is returned. */
  begin(id: NodeId): number {
    const incarnation = this.#lastIncarnationOf(id) + 1;
    this.#rows.wholes[this.#headOf(id) + headWhole.incarnation] = incarnation;
    // As made, they are clear.
    if (incarnation > 1) this.#rows.clear(id);
    if (this.#maySleep) this.#setPlace(id, asleep);
    else this.#admit(id, this.#create(id, incarnation));
    return incarnation;
  }

  end(node: NodeId): void {
    this.#layLastDown();
    const place = this.#placeOf(node);
    if (place > down) this.#vacate(place);
    this.#setPlace(node, down);
  }

  #waken(id: NodeId): GossipNode | undefined {
    this.#layLastDown();
    const place = this.#placeOf(id);
    if (place === down) return undefined;
    if (place > down) return this.#awake[place];
    const node = this.#wake(id);
    this.#last = undefined;
    this.#admit(id, node);
    return node;
  }

  /** The node of a row, for the step that it takes now. */
  #wake(id: NodeId): GossipNode {
    if (this.#last?.id === id) return this.#last;
    this.#layLastDown();
    const record = this.#record;
    this.#rows.unpack(id, record);
    const incarnation = this.#lastIncarnationOf(id);
    const node = this.#vacant.take(this.#rows.contentOf(id), record.isHot) ?? this.#create(id, incarnation);
    node.resume(id, incarnation, record);
    this.#last = node;
    return node;
  }

  /** It sleeps, or is awake from now on. */
  #layLastDown(): void {
    const last = this.#last;
    if (last === undefined) return;
    this.#last = undefined;
    if (!this.#pack(last.id, last)) this.#admit(last.id, last);
  }

  /** Lets a node that is awake sleep, if it may. */
  #layDown(id: NodeId, place: number): void {
    if (place <= down || !this.#pack(id, this.#awake[place]!)) return;
    this.#vacate(place);
    this.#setPlace(id, asleep);
  }

  /** Writes a node into its row, if it is at rest, and its objects are free then. */
  #pack(id: NodeId, node: GossipNode): boolean {
    if (this.#held.size > 0 && this.#held.has(id)) return false;
    const record = this.#record;
    if (!node.rest(record) || !this.#rows.pack(id, record)) return false;
    const isSeen = this.#seen.size > 0 && this.#seen.delete(node);
    if (!isSeen) this.#vacant.add(node, this.#rows.contentOf(id), record.isHot);
    return true;
  }

  /** Where the whole numbers of a row begin. */
  #headOf(node: NodeId): number {
    return this.#rows.firstOf(node) * wholesPerNumber;
  }

  #placeOf(node: NodeId): number {
    return this.#rows.wholes[this.#headOf(node) + headWhole.place]!;
  }

  #setPlace(node: NodeId, place: number): void {
    this.#rows.wholes[this.#headOf(node) + headWhole.place] = place;
  }

  #lastIncarnationOf(node: NodeId): number {
    return this.#rows.wholes[this.#headOf(node) + headWhole.incarnation]!;
  }

  #create(id: NodeId, incarnation: number): GossipNode {
    const { config, peers, createRng, signerOf, joined } = this.#options;
    const signer = config.auth === 'none' ? undefined : signerOf?.(id);
    const isJoined = joined && incarnation === 1;
    return createGossipNode({ id, incarnation, config, peers, joined: isJoined, rng: createRng(), signer });
  }

  #admit(id: NodeId, node: GossipNode): void {
    const place = this.#freePlaces.pop() ?? this.#awake.length;
    this.#awake[place] = node;
    this.#setPlace(id, place);
  }

  #vacate(place: number): void {
    this.#awake[place] = undefined;
    this.#freePlaces.push(place);
  }
}

/** Of the node that is taking its step, in its name. */
class NodeOutputs implements Outputs<Message> {
  sender: GossipNode | undefined;
  readonly #host: StoreHost;

  constructor(host: StoreHost) {
    this.#host = host;
  }

  send(to: NodeId, exchange: ExchangeId, message: Message, expectReply: boolean): void {
    const { id, config } = this.sender!;
    this.#host.send(id, config.exchangeTimeoutMs, to, exchange, message, expectReply);
  }

  setTimer(token: TimerToken, delayMs: number): void {
    this.#host.setTimer(this.sender!.id, token, delayMs);
  }

  event(event: ProtocolEvent): void {
    this.#host.report(this.sender!.id, event);
  }
}
