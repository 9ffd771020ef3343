import type { Signer } from '../../../protocol/auth/signer.js';
import { detectorOf, type ProtocolConfig } from '../../../protocol/node/config.js';
import type { GossipNode } from '../../../protocol/node/gossip-node.js';
import { createGossipNode } from '../../../protocol/node/node.js';
import { counterNames } from '../../../protocol/rows/node-row.js';
import { NodeRows } from '../../../protocol/rows/node-rows.js';
import type { NodeId, Rng } from '../../../protocol/types.js';
import { Traffic, trafficNumbers } from '../network/traffic.js';
import { Life, type LifeHost } from './life.js';

export interface LivesOptions {
  /** All nodes, from 0 on. */
  readonly peers: readonly NodeId[];
  readonly config: ProtocolConfig;
  /** The source of randomness of a new life. */
  readonly rngOfLife: () => Rng;
  readonly signerOf: ((node: NodeId) => Signer) | undefined;
  readonly host: LifeHost;
  /** Whether the first lives begin as members that have joined. */
  readonly joined: boolean;
  /** Whether lives may sleep: all must draw from one source then. */
  readonly sleep: boolean;
}

/** Of the lives that sleep. */
export interface AsleepTotal {
  /** In the order of `counterNames`. */
  readonly counters: readonly number[];
  readonly hotUpdates: number;
}

/** Where a present life is: nowhere, in its row, or else at this place among those that are awake. */
const down = 0;
const asleep = -1;

/**
 * The present life of every node. One that has little to it sleeps: it is a row of numbers until something happens to it, and wakes for that
 * in the objects of one that fell asleep before. So of a million nodes hardly one is awake at a time, in objects that are in the
 * processor's cache.
 */
export class Lives {
  readonly traffic: Traffic;
  readonly #options: LivesOptions;
  readonly #nodes: number;
  readonly #rows: NodeRows;
  readonly #maySleep: boolean;
  /** Those that are awake, by their places; from 1 on. */
  readonly #awake: (Life | undefined)[] = [undefined];
  readonly #freePlaces: number[] = [];
  /** Objects of lives that sleep. */
  readonly #vacant: Life[] = [];
  /** Of no meaning: it keeps the fetching from being left out. */
  #fetched = 0;
  /** Somebody outside holds on to their objects. */
  readonly #held = new Set<NodeId>();

  constructor(options: LivesOptions) {
    const { peers, config } = options;
    this.#options = options;
    this.#nodes = peers.length;
    this.#rows = new NodeRows({ nodes: peers.length, config });
    this.traffic = new Traffic(this.#rows.numbers, this.#rows.first, this.#rows.width);
    this.#maySleep = options.sleep && detectorOf(config) === 'none' && config.auth === 'none';
  }

  /** Something happens soon to the first `count` of these: has what is known of them brought into the processor's cache. */
  expect(nodes: Int32Array, count: number): void {
    this.#fetched ^= this.#rows.fetch(nodes, count);
    if (this.#awakeCount === 0) return;
    for (let i = 0; i < count; i += 1) {
      const place = this.#placeOf(nodes[i]!);
      if (place > down) this.#fetched ^= this.#awake[place]!.node.fetch();
    }
  }

  /** Of its present life; 0 while the node is down. */
  incarnationOf(node: NodeId): number {
    return this.#placeOf(node) === down ? 0 : this.#lastIncarnationOf(node);
  }

  /** That life, awake, unless it is over. To be laid to rest when all is done. */
  present(node: NodeId, incarnation: number): Life | undefined {
    const place = this.#placeOf(node);
    if (place === down || this.#lastIncarnationOf(node) !== incarnation) return undefined;
    return place === asleep ? this.#wake(node, incarnation) : this.#awake[place];
  }

  /** Lets that life sleep, if it may and is not over. */
  rest(node: NodeId, incarnation: number): void {
    if (!this.#maySleep || this.#lastIncarnationOf(node) !== incarnation) return;
    const place = this.#placeOf(node);
    if (place <= down || (this.#held.size > 0 && this.#held.has(node))) return;
    const life = this.#awake[place]!;
    if (!life.node.leaveToRow()) return;
    this.#vacate(place);
    this.#setPlace(node, asleep);
    this.#vacant.push(life);
  }

  /** The node of the present life, which does not sleep from now on. */
  hold(node: NodeId): GossipNode | undefined {
    this.#held.add(node);
    return this.present(node, this.#lastIncarnationOf(node))?.node;
  }

  /** What `read` finds in the node of the present life; nothing of the node may be kept. Undefined while it is down. */
  read<T>(node: NodeId, read: (node: GossipNode) => T): T | undefined {
    const incarnation = this.#lastIncarnationOf(node);
    const life = this.present(node, incarnation);
    if (life === undefined) return undefined;
    const found = read(life.node);
    this.rest(node, incarnation);
    return found;
  }

  /** Shows the nodes that are awake, one after the other; of those that sleep, what they have counted together. */
  readAwake(read: (node: GossipNode) => void): AsleepTotal {
    const counters = counterNames.map(() => 0);
    let hotUpdates = 0;
    for (let node = 0; node < this.#nodes; node += 1) {
      const place = this.#placeOf(node);
      if (place === asleep) {
        this.#rows.addCounters(node, counters);
        hotUpdates += this.#rows.hotUpdatesOf(node);
      } else if (place > down) read(this.#awake[place]!.node);
    }
    return { counters, hotUpdates };
  }

  /** While its life sleeps: the number of what it holds; those of one number hold the same. Undefined where it is awake, or down. */
  contentOf(node: NodeId): number | undefined {
    return this.#placeOf(node) === asleep ? this.#rows.contentOf(node) : undefined;
  }

  /** A new life, with a higher incarnation than any before, which is returned. */
  begin(node: NodeId): number {
    const incarnation = this.#lastIncarnationOf(node) + 1;
    this.#rows.wholes[this.#headOf(node) + 1] = incarnation;
    // As made, they are clear.
    if (incarnation > 1) this.#rows.clear(node);
    if (this.#maySleep) this.#setPlace(node, asleep);
    else this.#admit(node, this.#create(node, incarnation));
    return incarnation;
  }

  end(node: NodeId): void {
    const life = this.present(node, this.#lastIncarnationOf(node));
    if (life === undefined) return;
    life.node.end();
    this.#vacate(this.#placeOf(node));
    this.#setPlace(node, down);
  }

  get #awakeCount(): number {
    return this.#awake.length - 1 - this.#freePlaces.length;
  }

  /** At the head of a node's row is its traffic, and then two whole numbers: where its life is, and its incarnation. Where these are. */
  #headOf(node: NodeId): number {
    return 2 * (this.#rows.first + node * this.#rows.width + trafficNumbers);
  }

  #placeOf(node: NodeId): number {
    return this.#rows.wholes[this.#headOf(node)]!;
  }

  #setPlace(node: NodeId, place: number): void {
    this.#rows.wholes[this.#headOf(node)] = place;
  }

  #lastIncarnationOf(node: NodeId): number {
    return this.#rows.wholes[this.#headOf(node) + 1]!;
  }

  #create(node: NodeId, incarnation: number): Life {
    const { config, peers, rngOfLife, signerOf, host, joined } = this.#options;
    const rng = rngOfLife();
    const signer = config.auth === 'none' ? undefined : signerOf?.(node);
    const isJoined = joined && incarnation === 1;
    const rows = this.#rows;
    const { commons } = rows;
    const born = { id: node, incarnation, config, peers, joined: isJoined, rng, commons, rows, signer };
    return new Life(createGossipNode(born), host);
  }

  #wake(node: NodeId, incarnation: number): Life {
    const life = this.#vacant.pop() ?? this.#create(node, incarnation);
    life.node.become(node, incarnation);
    this.#admit(node, life);
    return life;
  }

  #admit(node: NodeId, life: Life): void {
    const place = this.#freePlaces.pop() ?? this.#awake.length;
    this.#awake[place] = life;
    this.#setPlace(node, place);
  }

  #vacate(place: number): void {
    this.#awake[place] = undefined;
    this.#freePlaces.push(place);
  }
}
