import type { RemoteInfo, Socket } from 'node:dgram';
import { CodedError } from '../../coded-error.js';
import type { ExchangeId, NodeId } from '../../protocol/types.js';
import { boundSocket } from '../../udp-socket.js';
import { AcceptedExchanges } from './accepted-exchanges.js';
import type { Address } from './address.js';
import { Deadlines } from './deadlines.js';
import { type Envelope, envelopeOf } from './envelope.js';
import { frameOf } from './frame.js';
import { OutboundExchanges, type TransportSettings } from './outbound.js';

export interface DatagramSettings extends TransportSettings {
  /** What is larger, with its envelope, goes over TCP. */
  readonly maxDatagramBytes: () => number;
}

export interface DatagramEvents {
  /** A datagram, and who of the peers has that address: undefined where nobody has. It is valid only during the call. */
  datagram(bytes: Buffer, source: NodeId | undefined): void;
  /** No answer came in time. */
  failed(to: NodeId, exchange: ExchangeId, reason: 'timeout'): void;
}

export interface DatagramOptions {
  readonly peers: ReadonlyMap<NodeId, Address>;
  readonly settings: DatagramSettings;
  readonly events: DatagramEvents;
  readonly nowMs: () => number;
  /** Names for the exchanges that others begin, which no others have. */
  readonly newId: () => ExchangeId;
  /** Drawn anew by each incarnation, so that an answer to the one before is taken for none. Unsigned, 32 bits. */
  readonly firstNumber: number;
}

/**
 * Exchanges over UDP: each message by itself, a datagram where it fits one, else a TCP connection. Nothing is sent twice and nobody is told that a
 * message was lost: whoever waits for an answer waits until the exchange's time is over.
 */
export class DatagramExchanges {
  readonly #options: DatagramOptions;
  readonly #nodes: ReadonlyMap<string, NodeId>;
  /** Those that wait for an answer, and of whom. */
  readonly #awaited: Deadlines<ExchangeId, NodeId>;
  readonly #accepted: AcceptedExchanges;
  readonly #large: OutboundExchanges;
  #lastLarge = 0;
  #socket: Socket | undefined;

  constructor(options: DatagramOptions) {
    const { peers, settings, events, nowMs, newId } = options;
    this.#options = options;
    this.#nodes = new Map([...peers].map(([id, { host, port }]) => [`${host}:${port}`, id]));
    this.#awaited = new Deadlines(nowMs, (exchange, to) => events.failed(to, exchange, 'timeout'));
    this.#accepted = new AcceptedExchanges(nowMs, settings.exchangeTimeoutMs, newId);
    // One that is lost is missed in time, as a datagram is.
    const ignored = { payload: () => undefined, failed: () => undefined };
    this.#large = new OutboundExchanges(peers, { ...settings, pooledConnections: () => false }, ignored);
  }

  /** @throws CodedError PORT_TAKEN */
  async listen({ host, port }: Address): Promise<void> {
    const { events } = this.#options;
    try {
      this.#socket = await boundSocket({ host, port });
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new CodedError('PORT_TAKEN', `cannot listen for datagrams on ${host}:${port}: ${why}`, { cause });
    }
    // What the system refuses to send is lost, as on the way.
    this.#socket.on('error', () => undefined);
    this.#socket.on('message', (bytes: Buffer, { address, port: from }: RemoteInfo) =>
      events.datagram(bytes, this.#nodes.get(`${address}:${from}`)),
    );
  }

  /** Connections that still carry a large message. */
  get busyConnections(): number {
    return this.#large.busyConnections;
  }

  /** Large messages turned away because too many connections were open. */
  get refused(): number {
    return this.#large.refused;
  }

  /** A message of an exchange that this node begins or has begun. The answer is its size on the wire; 0 where it could not be sent. */
  send(to: NodeId, exchange: ExchangeId, payload: Uint8Array, expectReply: boolean): number {
    if (expectReply) this.#awaited.set(exchange, to, this.#options.settings.exchangeTimeoutMs());
    return this.#carry(to, envelopeOf('question', this.#numberOf(exchange), payload));
  }

  /** A message of an exchange that a peer has begun; undefined where it is none of these. */
  reply(exchange: ExchangeId, payload: Uint8Array): number | undefined {
    const accepted = this.#accepted.get(exchange);
    return accepted && this.#carry(accepted.from, envelopeOf('answer', accepted.number, payload));
  }

  /** Which exchange a message belongs to; undefined for an answer that nobody waits for. */
  exchangeOf(from: NodeId, { kind, number }: Pick<Envelope, 'kind' | 'number'>): ExchangeId | undefined {
    if (kind === 'question') return this.#accepted.idOf({ from, number });
    const exchange = (number - this.#options.firstNumber) >>> 0;
    if (this.#awaited.get(exchange) !== from) return undefined;
    this.#awaited.met(exchange);
    return exchange;
  }

  end(): void {
    this.#awaited.end();
    this.#large.end();
    this.#socket?.close();
    this.#socket = undefined;
  }

  #numberOf(exchange: ExchangeId): number {
    return (exchange + this.#options.firstNumber) >>> 0;
  }

  #carry(to: NodeId, message: Buffer): number {
    const { peers, settings } = this.#options;
    const address = peers.get(to);
    if (address === undefined || this.#socket === undefined) return 0;
    if (message.length <= settings.maxDatagramBytes()) {
      this.#socket.send(message, address.port, address.host);
      return message.length;
    }
    const frame = frameOf(message);
    this.#lastLarge += 1;
    return this.#large.send(to, this.#lastLarge, frame, false) ? frame.length : 0;
  }
}
