import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeEnvironment } from '../contract/environment.js';
import type { ProtocolConfig } from '../protocol/node/config.js';
import type { GossipNode } from '../protocol/node/gossip-node.js';
import { createGossipNode } from '../protocol/node/node.js';
import { createRng } from '../protocol/rng.js';
import type { ExchangeId, Input, NodeId, Outputs, ProtocolEvent, UpdateId } from '../protocol/types.js';
import { decodeMessage, encodeMessage } from '../protocol/wire/codec.js';
import type { Message, Probe } from '../protocol/wire/messages.js';
import { Attacker } from './attack/attacker.js';
import { monotonicMs } from './clock.js';
import { createEd25519Signer } from './ed25519-signer.js';
import { eventRecord } from './event-record.js';
import { JournalBuffer } from './journal-buffer.js';
import { Probes } from './probes.js';
import { ProtocolTimers } from './timers.js';
import { parseAddress } from './transport/address.js';
import { DatagramExchanges } from './transport/datagram-exchanges.js';
import { envelopeBytes, openEnvelope } from './transport/envelope.js';
import { frameOf, prefixBytes } from './transport/frame.js';
import { acceptedIds, InboundExchanges } from './transport/inbound.js';
import { OutboundExchanges } from './transport/outbound.js';
import { WriteGate } from './write-gate.js';

/** Gossip alone, probes apart; bytes with framing. */
export interface Traffic {
  messagesSent: number;
  messagesReceived: number;
  bytesSent: number;
  bytesReceived: number;
}

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
  readonly inbound: InboundExchanges;
  readonly outbound: OutboundExchanges;
  /** Only where gossip goes over UDP; TCP then has canaries, and what is too large. */
  readonly datagrams: DatagramExchanges | undefined;
  readonly writes = new WriteGate();
  readonly traffic: Traffic = { messagesSent: 0, messagesReceived: 0, bytesSent: 0, bytesReceived: 0 };
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
    const isUdp = config.transport === 'udp';
    const settings = {
      maxFrameBytes: () => this.node.config.maxMessageBytes + (isUdp ? envelopeBytes : 0),
      exchangeTimeoutMs: () => this.node.config.exchangeTimeoutMs,
      pooledConnections: () => config.transport === 'tcp-pooled',
      maxDatagramBytes: () => this.node.config.maxDatagramBytes,
    };
    const newId = acceptedIds();
    const inboundEvents = {
      payload: (exchange: ExchangeId, payload: Buffer) => this.#received(exchange, payload),
      oversize: () => this.#step({ kind: 'malformed', reason: 'length' }),
    };
    this.inbound = new InboundExchanges(settings, inboundEvents, undefined, newId);
    this.outbound = new OutboundExchanges(addresses, settings, {
      payload: (to, exchange, payload) => this.#answered(to, exchange, payload),
      failed: (to, exchange, reason) => {
        if (reason === 'oversize') this.#step({ kind: 'malformed', reason: 'length' });
        this.#step({ kind: 'exchangeFailed', to, exchange });
      },
    });
    this.datagrams = isUdp
      ? new DatagramExchanges({
          peers: addresses,
          settings,
          nowMs: monotonicMs,
          newId,
          firstNumber: createRng(seed ^ firstNumberSeed).uint32(),
          events: {
            datagram: (bytes, source) => this.#datagram(bytes, source),
            failed: (to, exchange) => this.#step({ kind: 'exchangeFailed', to, exchange }),
          },
        })
      : undefined;
    this.#outputs = {
      send: (to, exchange, message, expectReply) => this.#send(to, exchange, message, expectReply),
      setTimer: (token, delayMs) => this.timers.set(token, delayMs),
      event: (event) => this.#record(event),
    };
  }

  async listen(): Promise<void> {
    const address = parseAddress(this.#environment.gossipListen);
    await this.inbound.listen(address);
    await this.datagrams?.listen(address);
  }

  /** Connections that still carry something. */
  get busyConnections(): number {
    return this.outbound.busyConnections + (this.datagrams?.busyConnections ?? 0);
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
    while (this.busyConnections > 0 && monotonicMs() < deadlineMs) await sleep(5);
    this.timers.end();
    this.attacker?.end();
    this.outbound.end();
    this.datagrams?.end();
    this.inbound.end();
  }

  #step(input: Input<Message, ProtocolConfig>): void {
    this.node.step(monotonicMs(), input, this.#outputs);
  }

  /** A frame that came over TCP: a message of the exchange that the connection is, or one that travels by itself. */
  #received(exchange: ExchangeId, frame: Buffer): void {
    if (this.datagrams && openEnvelope(frame)) this.#enveloped(frame, undefined, prefixBytes);
    else this.#message(exchange, frame, prefixBytes);
  }

  #datagram(bytes: Buffer, source: NodeId | undefined): void {
    if (source === undefined) this.#step({ kind: 'malformed', reason: 'source' });
    else this.#enveloped(bytes, source, 0);
  }

  /** `source`: who alone may have sent it, where that is known. */
  #enveloped(bytes: Buffer, source: NodeId | undefined, framingBytes: number): void {
    const envelope = openEnvelope(bytes);
    const decoded = decodeMessage(envelope?.payload ?? bytes);
    if (envelope === undefined || !decoded.ok) {
      this.#step({ kind: 'malformed', reason: decoded.ok ? 'version' : decoded.reason });
      return;
    }
    const { from } = decoded;
    if (source !== undefined && source !== from) {
      this.#step({ kind: 'malformed', reason: 'source' });
      return;
    }
    const exchange = this.datagrams?.exchangeOf(from, envelope);
    // Too late: it counts as one that never came.
    if (exchange === undefined) return;
    this.#deliver(from, exchange, decoded.message, envelope.payload, framingBytes + envelopeBytes);
  }

  #message(exchange: ExchangeId, payload: Buffer, framingBytes: number): void {
    const decoded = decodeMessage(payload);
    if (!decoded.ok) this.#step({ kind: 'malformed', reason: decoded.reason });
    else if (decoded.message.kind === 'probe') this.#acknowledge(exchange, decoded.from, decoded.message);
    else this.#deliver(decoded.from, exchange, decoded.message, payload, framingBytes);
  }

  #acknowledge(exchange: ExchangeId, from: NodeId, probe: Probe): void {
    this.probes.note(from);
    const ack = { ...probe, kind: 'probeAck', receivedMs: monotonicMs() } as const;
    this.inbound.reply(exchange, frameOf(encodeMessage(this.node.id, ack)));
  }

  #answered(to: NodeId, exchange: ExchangeId, payload: Buffer): void {
    const decoded = decodeMessage(payload);
    if (decoded.ok) {
      this.#deliver(decoded.from, exchange, decoded.message, payload, prefixBytes);
    } else {
      this.#step({ kind: 'malformed', reason: decoded.reason });
      this.#step({ kind: 'exchangeFailed', to, exchange });
    }
  }

  #deliver(
    from: NodeId,
    exchange: ExchangeId,
    message: Message,
    payload: Buffer,
    framingBytes: number,
  ): void {
    this.attacker?.heard.note(payload);
    this.traffic.messagesReceived += 1;
    this.traffic.bytesReceived += framingBytes + payload.length;
    this.#step({ kind: 'message', from, exchange, message });
  }

  #send(to: NodeId, exchange: ExchangeId, message: Message, expectReply: boolean): void {
    const bytes = this.#carry(to, exchange, encodeMessage(this.node.id, message), expectReply);
    if (bytes === 0) return;
    this.traffic.messagesSent += 1;
    this.traffic.bytesSent += bytes;
  }

  /** The answer is its size on the wire, with framing; 0 where it could not be sent. */
  #carry(to: NodeId, exchange: ExchangeId, payload: Uint8Array, expectReply: boolean): number {
    const byDatagram =
      exchange > 0
        ? this.datagrams?.send(to, exchange, payload, expectReply)
        : this.datagrams?.reply(exchange, payload);
    if (byDatagram !== undefined) return byDatagram;
    const frame = frameOf(payload);
    const isSent =
      exchange > 0
        ? this.outbound.send(to, exchange, frame, expectReply)
        : this.inbound.reply(exchange, frame);
    return isSent ? frame.length : 0;
  }

  #record(event: ProtocolEvent): void {
    if (event.kind === 'duplicate' && !this.recordsDuplicates) return;
    if (event.kind === 'written') this.#lastWritten = event.update.version;
    this.journal.append(eventRecord(event, monotonicMs()));
  }
}
