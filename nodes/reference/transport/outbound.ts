import type { ExchangeId, NodeId } from '../../protocol/types.js';
import type { Address } from './address.js';
import { ConnectionPool } from './connection-pool.js';
import { type CloseReason, FramedSocket } from './framed-socket.js';

/** Parameters that may change while the node runs are read anew for each exchange. */
export interface TransportSettings {
  readonly maxFrameBytes: () => number;
  readonly exchangeTimeoutMs: () => number;
  readonly pooledConnections: () => boolean;
}

export interface OutboundEvents {
  /** An answer on an exchange with `to`. */
  payload(to: NodeId, exchange: ExchangeId, payload: Buffer): void;
  /** The exchange ended before its last message was written, or without the answer that it waited for. */
  failed(to: NodeId, exchange: ExchangeId, reason: CloseReason | 'busy'): void;
}

interface Exchange {
  readonly id: ExchangeId;
  readonly to: NodeId;
  awaiting: boolean;
  /** Its last frame is handed to the connection and not yet through. */
  lastFrame: boolean;
}

interface Connection {
  readonly framed: FramedSocket;
  /** Absent while the connection is idle in the pool, or on its way out. */
  exchange: Exchange | undefined;
}

/** No more connections at once than this: what the links stall must not fill the node's memory. */
const maxConnections = 1024;

/**
 * The exchanges this node begins. By default each has a connection of its own, closed by the initiator when its last
 * message is sent; pooled connections carry one exchange after the other.
 */
export class OutboundExchanges {
  readonly #peers: ReadonlyMap<NodeId, Address>;
  readonly #settings: TransportSettings;
  readonly #events: OutboundEvents;
  readonly #byExchange = new Map<ExchangeId, Connection>();
  readonly #connections = new Set<Connection>();
  readonly #pool = new ConnectionPool<Connection>();
  /** Exchanges turned away because `maxConnections` were open. */
  refused = 0;

  constructor(peers: ReadonlyMap<NodeId, Address>, settings: TransportSettings, events: OutboundEvents) {
    this.#peers = peers;
    this.#settings = settings;
    this.#events = events;
  }

  /** Connections that carry an exchange, or are on their way out. */
  get busyConnections(): number {
    return this.#connections.size - this.#pool.size;
  }

  /** The first frame of an exchange opens it; one without an expected reply is its last. */
  send(to: NodeId, id: ExchangeId, frame: Buffer, expectReply: boolean): boolean {
    const connection = this.#byExchange.get(id) ?? this.#begin(to, id);
    if (connection?.exchange === undefined) {
      // Reported later, since the core is in the middle of a step.
      setImmediate(() => this.#events.failed(to, id, 'busy'));
      return false;
    }
    connection.exchange.awaiting = expectReply;
    connection.framed.setDeadline(this.#settings.exchangeTimeoutMs());
    if (expectReply) connection.framed.write(frame);
    else this.#sendLast(connection, connection.exchange, frame);
    return true;
  }

  end(): void {
    for (const { framed } of this.#connections) framed.destroy('ended');
  }

  #begin(to: NodeId, id: ExchangeId): Connection | undefined {
    const connection = this.#pool.take(to) ?? this.#open(to);
    if (connection === undefined) return undefined;
    connection.exchange = { id, to, awaiting: false, lastFrame: false };
    this.#byExchange.set(id, connection);
    return connection;
  }

  #open(to: NodeId): Connection | undefined {
    const address = this.#peers.get(to);
    if (address === undefined || this.#connections.size >= maxConnections) {
      this.refused += 1;
      return undefined;
    }
    const connection: Connection = {
      exchange: undefined,
      framed: new FramedSocket(address, this.#settings.maxFrameBytes, {
        payload: (payload) => this.#answered(connection, payload),
        closed: (reason) => this.#closed(connection, to, reason),
      }),
    };
    this.#connections.add(connection);
    return connection;
  }

  #answered(connection: Connection, payload: Buffer): void {
    const { exchange } = connection;
    // A frame that nobody waits for: the other side speaks out of turn.
    if (exchange === undefined || !exchange.awaiting) {
      connection.framed.destroy('reset');
      return;
    }
    exchange.awaiting = false;
    this.#events.payload(exchange.to, exchange.id, payload);
    if (connection.exchange === exchange && !exchange.awaiting && !exchange.lastFrame)
      this.#finish(connection);
  }

  #sendLast(connection: Connection, exchange: Exchange, frame: Buffer): void {
    exchange.lastFrame = true;
    connection.framed.write(frame, () => {
      if (connection.exchange === exchange) this.#finish(connection);
    });
  }

  /** The exchange is done; its connection is kept for the next one, or closed. */
  #finish(connection: Connection): void {
    const { exchange, framed } = connection;
    if (exchange === undefined) return;
    this.#byExchange.delete(exchange.id);
    connection.exchange = undefined;
    if (this.#settings.pooledConnections() && framed.writable && this.#pool.give(exchange.to, connection)) {
      framed.setDeadline(undefined);
    } else {
      framed.destroy('ended');
    }
  }

  #closed(connection: Connection, to: NodeId, reason: CloseReason): void {
    this.#connections.delete(connection);
    this.#pool.remove(to, connection);
    const { exchange } = connection;
    if (exchange === undefined) return;
    connection.exchange = undefined;
    this.#byExchange.delete(exchange.id);
    this.#events.failed(to, exchange.id, reason);
  }
}
