import type { Signer } from '../../protocol/auth/signer.js';
import { detectorOf, type ProtocolConfig } from '../../protocol/config.js';
import { createGossipNode, type GossipNode } from '../../protocol/gossip-node.js';
import { NodeRows } from '../../protocol/rows/node-rows.js';
import type { NodeId, Rng } from '../../protocol/types.js';
import { Life, type LifeHost } from './life.js';

export interface LivesOptions {
  /** All nodes, from 0 on. */
  readonly peers: readonly NodeId[];
  readonly config: ProtocolConfig;
  /** All nodes draw from one stream: a generator of its own for each of a million would be a state of its own for each. */
  readonly rng: Rng;
  readonly signerOf: ((node: NodeId) => Signer) | undefined;
  readonly host: LifeHost;
}

/** In what a node's present life is kept. */
const down = 0;
const awake = 1;
const asleep = 2;

/**
 * The present life of every node. One that has little to it, and that nothing is under way from, sleeps: it is a row of numbers until
 * something happens to it, and then wakes in the objects of one that fell asleep before. So of a million nodes some thousands
 * are awake at a time, and those are in the processor's cache.
 */
export class Lives {
  readonly #options: LivesOptions;
  readonly #states: Uint8Array;
  readonly #incarnations: Int32Array;
  readonly #awake: (Life | undefined)[];
  /** Made where nodes may sleep at all. */
  readonly #rows: NodeRows | undefined;
  /** Objects of lives that sleep. */
  readonly #vacant: Life[] = [];
  /** Somebody outside holds on to their objects. */
  readonly #held = new Set<NodeId>();

  constructor(options: LivesOptions) {
    const { peers, config } = options;
    this.#options = options;
    this.#states = new Uint8Array(peers.length);
    this.#incarnations = new Int32Array(peers.length);
    this.#awake = Array.from({ length: peers.length }, () => undefined);
    const maySleep = detectorOf(config) === 'none' && config.auth === 'none';
    this.#rows = maySleep ? this.#createRows() : undefined;
  }

  /** Of its present life; 0 while the node is down. */
  incarnationOf(node: NodeId): number {
    return this.#states[node] === down ? 0 : this.#incarnations[node]!;
  }

  /** That life, awake, unless it is over. To be laid to rest when all is done. */
  present(node: NodeId, incarnation: number): Life | undefined {
    const state = this.#states[node];
    if (state === down || this.#incarnations[node] !== incarnation) return undefined;
    return state === asleep ? this.#wake(node) : this.#awake[node];
  }

  /** That life, unless it is over or asleep. */
  awake(node: NodeId, incarnation: number): Life | undefined {
    return this.#incarnations[node] === incarnation ? this.#awake[node] : undefined;
  }

  /** Lets a life sleep if it may. */
  rest(life: Life): void {
    const rows = this.#rows;
    if (rows === undefined || life.hasOpenExchanges) return;
    const { node } = life;
    if (this.#held.has(node.id) || this.#awake[node.id] !== life || !node.saveTo(rows)) return;
    this.#awake[node.id] = undefined;
    this.#states[node.id] = asleep;
    this.#vacant.push(life);
  }

  /** The node of the present life, which does not sleep from now on. */
  hold(node: NodeId): GossipNode | undefined {
    this.#held.add(node);
    return this.present(node, this.#incarnations[node]!)?.node;
  }

  /** What `read` finds in the node of the present life; nothing of the node may be kept. Undefined while it is down. */
  read<T>(node: NodeId, read: (node: GossipNode) => T): T | undefined {
    const life = this.present(node, this.#incarnations[node]!);
    if (life === undefined) return undefined;
    const found = read(life.node);
    this.rest(life);
    return found;
  }

  /** A new life, with a higher incarnation than any before, which is returned. */
  begin(node: NodeId): number {
    const incarnation = this.#incarnations[node]! + 1;
    this.#incarnations[node] = incarnation;
    if (this.#rows === undefined) {
      this.#states[node] = awake;
      this.#awake[node] = this.#create(node, incarnation);
    } else {
      this.#states[node] = asleep;
      this.#rows.copy(this.#newborn, node);
    }
    return incarnation;
  }

  end(node: NodeId): void {
    this.#awake[node] = undefined;
    this.#states[node] = down;
  }

  /** The row of a node that has done nothing yet: the last. */
  get #newborn(): number {
    return this.#incarnations.length;
  }

  #createRows(): NodeRows {
    const rows = new NodeRows(this.#newborn + 1);
    const life = this.#create(this.#newborn, 1);
    life.node.saveTo(rows);
    this.#vacant.push(life);
    return rows;
  }

  #create(node: NodeId, incarnation: number): Life {
    const { config, peers, rng, signerOf, host } = this.#options;
    const signer = config.auth === 'none' ? undefined : signerOf?.(node);
    return new Life(createGossipNode({ id: node, incarnation, config, peers, rng, signer }), host);
  }

  #wake(node: NodeId): Life {
    const life = this.#vacant.pop() ?? this.#create(node, this.#incarnations[node]!);
    life.node.loadFrom(this.#rows!, node, this.#incarnations[node]!);
    this.#awake[node] = life;
    this.#states[node] = awake;
    return life;
  }
}
