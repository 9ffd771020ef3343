import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeEnvironment } from '../contract/environment.js';
import type { ProtocolConfig } from '../protocol/node/config.js';
import type { GossipNode } from '../protocol/node/gossip-node.js';
import { createGossipNode } from '../protocol/node/node.js';
import { createRng } from '../protocol/rng.js';
import type { Input, Outputs, ProtocolEvent, UpdateId } from '../protocol/types.js';
import type { Message } from '../protocol/wire/messages.js';
import { Attacker } from './attack/attacker.js';
import { monotonicMs } from './clock.js';
import { createEd25519Signer } from './ed25519-signer.js';
import { eventRecord } from './event-record.js';
import { JournalBuffer } from './journal-buffer.js';
import { Messenger } from './messenger.js';
import { Probes } from './probes.js';
import { ProtocolTimers } from './timers.js';
import { parseAddress } from './transport/address.js';
import { WriteGate } from './write-gate.js';

/** Set other randomness apart from the protocol's. */
const attackSeed = 0x6174_7463;
const firstNumberSeed = 0x6e75_6d62;

/** What the peers get to take this node's goodbye. */
const goodbyeLimitMs = 1_000;

/** Clock, sockets, timers and journal around the protocol core: carries out what the core says, and passes on to it what happens. */
export class GossipHost {
  readonly node: GossipNode;
  readonly journal: JournalBuffer;
  readonly probes: Probes;
  readonly timers: ProtocolTimers;
  readonly messenger: Messenger;
  readonly writes = new WriteGate();
  /** Whether each copy of a held update goes into the journal; all are counted. */
  recordsDuplicates = false;
  /** Only where the harness allows attacks. */
  readonly attacker: Attacker | undefined;
  readonly #environment: NodeEnvironment;
  readonly #outputs: Outputs<Message>;
  #lastWritten: UpdateId | undefined;

  constructor(environment: NodeEnvironment) {
    const { nodeId: id, incarnation, protocol: config, peers, seed, privateKey } = environment;
    const signer =
      privateKey === undefined ? undefined : createEd25519Signer({ nodeId: id, privateKey, peers });
    const addresses = new Map(peers.map((peer) => [peer.id, parseAddress(peer.address)]));
    this.#environment = environment;
    this.node = createGossipNode({
      id,
      incarnation,
      config,
      peers: peers.map((peer) => peer.id),
      rng: createRng(seed),
      signer,
    });
    this.attacker = environment.allowAttacks
      ? new Attacker({ node: this.node, signer, peers: addresses, rng: createRng(seed ^ attackSeed) })
      : undefined;
    this.journal = new JournalBuffer(environment.journalCapacity);
    this.probes = new Probes(id, addresses);
    this.timers = new ProtocolTimers((token) => this.#step({ kind: 'timer', token }));
    this.messenger = new Messenger({
      id,
      peers: addresses,
      config: () => this.node.config,
      firstNumber: createRng(seed ^ firstNumberSeed).uint32(),
      events: {
        message: (from, exchange, message, payload) => {
          this.attacker?.heard.note(payload);
          this.#step({ kind: 'message', from, exchange, message });
        },
        malformed: (reason) => this.#step({ kind: 'malformed', reason }),
        failed: (to, exchange) => this.#step({ kind: 'exchangeFailed', to, exchange }),
        probed: (from) => this.probes.note(from),
      },
    });
    this.#outputs = {
      send: (to, exchange, message, expectReply) => this.messenger.send(to, exchange, message, expectReply),
      setTimer: (token, delayMs) => this.timers.set(token, delayMs),
      event: (event) => this.#record(event),
    };
  }

  /** @throws CodedError PORT_TAKEN */
  listen(): Promise<void> {
    return this.messenger.listen(parseAddress(this.#environment.gossipListen));
  }

  start(): void {
    this.#step({ kind: 'start' });
  }

  /** A write that `node.canWrite` admits; undefined where too much is still to be spread. */
  write(key: string, value: Uint8Array | undefined): { update: UpdateId; tMs: number } | undefined {
    this.#lastWritten = undefined;
    this.#step({ kind: 'write', key, value });
    return this.#lastWritten && { update: this.#lastWritten, tMs: monotonicMs() };
  }

  configure(config: ProtocolConfig): void {
    this.#step({ kind: 'configure', config });
  }

  /** Says goodbye, waits until that is done or its time is up, and closes everything. */
  async leave(): Promise<void> {
    this.#step({ kind: 'leave' });
    const deadlineMs = monotonicMs() + goodbyeLimitMs;
    while (this.messenger.busyConnections > 0 && monotonicMs() < deadlineMs) await sleep(5);
    this.timers.end();
    this.attacker?.end();
    this.messenger.end();
  }

  #step(input: Input<Message, ProtocolConfig>): void {
    this.node.step(monotonicMs(), input, this.#outputs);
  }

  #record(event: ProtocolEvent): void {
    if (event.kind === 'duplicate' && !this.recordsDuplicates) return;
    if (event.kind === 'written') this.#lastWritten = event.update.version;
    this.journal.append(eventRecord(event, monotonicMs()));
  }
}
