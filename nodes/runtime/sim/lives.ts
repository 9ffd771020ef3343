import type { Signer } from '../../protocol/auth/signer.js';
import type { ProtocolConfig } from '../../protocol/config.js';
import { createGossipNode } from '../../protocol/gossip-node.js';
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

/** The present life of every node. */
export class Lives {
  readonly #options: LivesOptions;
  readonly #lives: (Life | undefined)[];
  readonly #incarnations: Int32Array;

  constructor(options: LivesOptions) {
    this.#options = options;
    this.#lives = options.peers.map(() => undefined);
    this.#incarnations = new Int32Array(options.peers.length);
  }

  /** Of its present life; 0 while the node is down. */
  incarnationOf(node: NodeId): number {
    return this.#lives[node] === undefined ? 0 : this.#incarnations[node]!;
  }

  /** That life, unless it is over. */
  present(node: NodeId, incarnation: number): Life | undefined {
    return this.#incarnations[node] === incarnation ? this.#lives[node] : undefined;
  }

  /** A new life, with a higher incarnation than any before, which is returned. */
  begin(node: NodeId): number {
    const incarnation = this.#incarnations[node]! + 1;
    this.#incarnations[node] = incarnation;
    const { config, peers, rng, signerOf, host } = this.#options;
    const signer = signerOf?.(node);
    this.#lives[node] = new Life(
      createGossipNode({ id: node, incarnation, config, peers, rng, signer }),
      host,
    );
    return incarnation;
  }

  end(node: NodeId): void {
    this.#lives[node] = undefined;
  }
}
