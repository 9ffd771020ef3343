import type { ProtocolConfig } from '../protocol/node/config.js';
import type { ExchangeId, NodeId } from '../protocol/types.js';
import { decodeMessage, encodeMessage } from '../protocol/wire/codec.js';
import type { Message, Probe } from '../protocol/wire/messages.js';
import { monotonicMs } from './clock.js';
import type { Address } from './transport/address.js';
import { DatagramExchanges } from './transport/datagram-exchanges.js';
import { envelopeBytes, openEnvelope } from './transport/envelope.js';
import { frameOf, prefixBytes } from './transport/frame.js';
import { acceptedIds, InboundExchanges } from './transport/inbound.js';
import { OutboundExchanges } from './transport/outbound.js';

/** Gossip alone, probes apart; bytes with framing. */
export interface Traffic {
  messagesSent: number;
  messagesReceived: number;
  bytesSent: number;
  bytesReceived: number;
}

export interface MessengerEvents {
  /** `payload`: the message as it came. */
  message(from: NodeId, exchange: ExchangeId, message: Message, payload: Buffer): void;
  /** What came and is no message, by reason. */
  malformed(reason: string): void;
  /** An exchange that this node began ended without the answer that it waited for. */
  failed(to: NodeId, exchange: ExchangeId): void;
  /** A canary came, and is answered. */
  probed(from: NodeId): void;
}

export interface MessengerOptions {
  readonly id: NodeId;
  readonly peers: ReadonlyMap<NodeId, Address>;
  /** As it is now: its limits and times may change, `transport` does not. */
  readonly config: () => ProtocolConfig;
  /** Drawn anew by each incarnation; unsigned, 32 bits. */
  readonly firstNumber: number;
  readonly events: MessengerEvents;
}

/** Messages to and from peers, over the transport that the configuration names; counted. */
export class Messenger {
  readonly traffic: Traffic = { messagesSent: 0, messagesReceived: 0, bytesSent: 0, bytesReceived: 0 };
  readonly #id: NodeId;
  readonly #events: MessengerEvents;
  readonly #inbound: InboundExchanges;
  readonly #outbound: OutboundExchanges;
  /** Only where gossip goes over UDP; TCP then has canaries, and what is too large. */
  readonly #datagrams: DatagramExchanges | undefined;

  constructor({ id, peers, config, firstNumber, events }: MessengerOptions) {
    this.#id = id;
    this.#events = events;
    const { transport } = config();
    const isUdp = transport === 'udp';
    const settings = {
      maxFrameBytes: () => config().maxMessageBytes + (isUdp ? envelopeBytes : 0),
      exchangeTimeoutMs: () => config().exchangeTimeoutMs,
      pooledConnections: () => transport === 'tcp-pooled',
      maxDatagramBytes: () => config().maxDatagramBytes,
    };
    const newId = acceptedIds();
    const inboundEvents = {
      payload: (exchange: ExchangeId, frame: Buffer) => this.#received(exchange, frame),
      oversize: () => events.malformed('length'),
    };
    this.#inbound = new InboundExchanges(settings, inboundEvents, undefined, newId);
    this.#outbound = new OutboundExchanges(peers, settings, {
      payload: (to, exchange, payload) => this.#answered(to, exchange, payload),
      failed: (to, exchange, reason) => {
        if (reason === 'oversize') events.malformed('length');
        events.failed(to, exchange);
      },
    });
    const datagramEvents = {
      datagram: (bytes: Buffer, source: NodeId | undefined) => this.#datagram(bytes, source),
      failed: (to: NodeId, exchange: ExchangeId) => events.failed(to, exchange),
    };
    const options = { peers, settings, nowMs: monotonicMs, newId, firstNumber, events: datagramEvents };
    this.#datagrams = isUdp ? new DatagramExchanges(options) : undefined;
  }

  /** @throws CodedError PORT_TAKEN */
  async listen(address: Address): Promise<void> {
    await this.#inbound.listen(address);
    await this.#datagrams?.listen(address);
  }

  /** Connections that still carry something. */
  get busyConnections(): number {
    return this.#outbound.busyConnections + (this.#datagrams?.busyConnections ?? 0);
  }

  /** Exchanges, and large messages, that were not begun because too many connections were open. */
  get outboundRefused(): number {
    return this.#outbound.refused + (this.#datagrams?.refused ?? 0);
  }

  /** Connections turned away because too many were open. */
  get inboundRefused(): number {
    return this.#inbound.refused;
  }

  /** On an exchange that this node begins or has begun (positive), or that a peer has begun (negative). */
  send(to: NodeId, exchange: ExchangeId, message: Message, expectReply: boolean): void {
    const bytes = this.#carry(to, exchange, encodeMessage(this.#id, message), expectReply);
    if (bytes === 0) return;
    this.traffic.messagesSent += 1;
    this.traffic.bytesSent += bytes;
  }

  end(): void {
    this.#outbound.end();
    this.#datagrams?.end();
    this.#inbound.end();
  }

  /** The answer is its size on the wire, with framing; 0 where it could not be sent. */
  #carry(to: NodeId, exchange: ExchangeId, payload: Uint8Array, expectReply: boolean): number {
    const isOwn = exchange > 0;
    const byDatagram = isOwn
      ? this.#datagrams?.send(to, exchange, payload, expectReply)
      : this.#datagrams?.reply(exchange, payload);
    if (byDatagram !== undefined) return byDatagram;
    const frame = frameOf(payload);
    const isSent = isOwn
      ? this.#outbound.send(to, exchange, frame, expectReply)
      : this.#inbound.reply(exchange, frame);
    return isSent ? frame.length : 0;
  }

  /** A frame that came over TCP: a message of the exchange that the connection is, or one that travels by itself. */
  #received(exchange: ExchangeId, frame: Buffer): void {
    if (this.#datagrams && openEnvelope(frame)) {
      this.#enveloped(frame, undefined, prefixBytes);
      return;
    }
    const decoded = decodeMessage(frame);
    if (!decoded.ok) this.#events.malformed(decoded.reason);
    else if (decoded.message.kind === 'probe') this.#acknowledge(exchange, decoded.from, decoded.message);
    else this.#deliver(decoded.from, exchange, decoded.message, frame, prefixBytes);
  }

  #answered(to: NodeId, exchange: ExchangeId, payload: Buffer): void {
    const decoded = decodeMessage(payload);
    if (decoded.ok) {
      this.#deliver(decoded.from, exchange, decoded.message, payload, prefixBytes);
    } else {
      this.#events.malformed(decoded.reason);
      this.#events.failed(to, exchange);
    }
  }

  #datagram(bytes: Buffer, source: NodeId | undefined): void {
    if (source === undefined) this.#events.malformed('source');
    else this.#enveloped(bytes, source, 0);
  }

  /** `source`: who alone may have sent it, where that is known. */
  #enveloped(bytes: Buffer, source: NodeId | undefined, framingBytes: number): void {
    const envelope = openEnvelope(bytes);
    const decoded = decodeMessage(envelope?.payload ?? bytes);
    if (envelope === undefined || !decoded.ok) {
      this.#events.malformed(decoded.ok ? 'version' : decoded.reason);
      return;
    }
    const { from, message } = decoded;
    if (source !== undefined && source !== from) {
      this.#events.malformed('source');
      return;
    }
    const exchange = this.#datagrams?.exchangeOf(from, envelope);
    // Too late: it counts as one that never came.
    if (exchange === undefined) return;
    this.#deliver(from, exchange, message, envelope.payload, framingBytes + envelopeBytes);
  }

  #acknowledge(exchange: ExchangeId, from: NodeId, probe: Probe): void {
    this.#events.probed(from);
    const ack = { ...probe, kind: 'probeAck', receivedMs: monotonicMs() } as const;
    this.#inbound.reply(exchange, frameOf(encodeMessage(this.#id, ack)));
  }

  #deliver(
    from: NodeId,
    exchange: ExchangeId,
    message: Message,
    payload: Buffer,
    framingBytes: number,
  ): void {
    // Only who attacks speaks in this node's own name.
    if (from === this.#id) {
      this.#events.malformed('source');
      return;
    }
    this.traffic.messagesReceived += 1;
    this.traffic.bytesReceived += framingBytes + payload.length;
    this.#events.message(from, exchange, message, payload);
  }
}
