import { createServer, type Server, type Socket } from 'node:net';
import { CodedError } from '../../coded-error.js';
import type { ExchangeId } from '../../protocol/types.js';
import type { Address } from './address.js';
import { FramedSocket } from './framed-socket.js';
import type { TransportSettings } from './outbound.js';

export interface InboundEvents {
  /** A frame of an accepted connection, which is the exchange `exchange`. */
  payload(exchange: ExchangeId, payload: Buffer): void;
  /** A length prefix that no frame may have. */
  oversize(): void;
}

/** What a flood of connections, or one that drips its bytes, may cost this node. */
export interface InboundLimits {
  readonly maxConnections: number;
  /** A connection on which no frame was completed for so long is closed. */
  readonly idleMs: number;
}

/** Idle for long, because a link that stalls delivers what it held back when it heals. */
const defaultLimits: InboundLimits = { maxConnections: 2048, idleMs: 60_000 };

/** Names for accepted exchanges: negative, since the core gives positive ones to the exchanges it begins. */
export function acceptedIds(): () => ExchangeId {
  let last = 0;
  return () => {
    last -= 1;
    return last;
  };
}

/**
 * The exchanges that peers begin: every accepted connection is one, or with pooled connections one after the other. The
 * initiator closes; here a connection ends only by its deadline. A frame must be complete within the idle time of its
 * first byte, however slowly it drips.
 */
export class InboundExchanges {
  readonly #server: Server;
  readonly #settings: Pick<TransportSettings, 'maxFrameBytes' | 'exchangeTimeoutMs'>;
  readonly #events: InboundEvents;
  readonly #limits: InboundLimits;
  readonly #open = new Map<ExchangeId, FramedSocket>();
  readonly #newId: () => ExchangeId;
  /** Connections turned away because too many were open. */
  refused = 0;

  constructor(
    settings: Pick<TransportSettings, 'maxFrameBytes' | 'exchangeTimeoutMs'>,
    events: InboundEvents,
    limits = defaultLimits,
    newId = acceptedIds(),
  ) {
    this.#limits = limits;
    this.#newId = newId;
    this.#settings = settings;
    this.#events = events;
    // Half open, so that the framed socket closes for good when the initiator has: cheaper than to say goodbye in turn.
    this.#server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => this.#accept(socket));
  }

  /** @throws CodedError PORT_TAKEN */
  listen({ host, port }: Address): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', (cause) => {
        reject(
          new CodedError('PORT_TAKEN', `cannot listen for gossip on ${host}:${port}: ${cause.message}`, {
            cause,
          }),
        );
      });
      this.#server.listen(port, host, 511, resolve);
    });
  }

  /** False when the exchange is gone: its initiator did not wait. */
  reply(exchange: ExchangeId, frame: Buffer): boolean {
    const connection = this.#open.get(exchange);
    if (!connection?.writable) return false;
    // One that sends and never reads would make this node keep all its answers.
    if (connection.backlogBytes > this.#settings.maxFrameBytes()) {
      connection.destroy('reset');
      return false;
    }
    connection.write(frame);
    return true;
  }

  end(): void {
    this.#server.close();
    for (const connection of this.#open.values()) connection.destroy('ended');
  }

  #accept(socket: Socket): void {
    if (this.#open.size >= this.#limits.maxConnections) {
      this.refused += 1;
      socket.on('error', () => undefined).destroy();
      return;
    }
    const exchange = this.#newId();
    const connection = new FramedSocket(socket, this.#settings.maxFrameBytes, {
      payload: (payload) => {
        connection.setDeadline(this.#idleMs());
        this.#events.payload(exchange, payload);
      },
      closed: (reason) => {
        this.#open.delete(exchange);
        if (reason === 'oversize') this.#events.oversize();
      },
    });
    this.#open.set(exchange, connection);
    connection.setDeadline(this.#idleMs());
  }

  #idleMs(): number {
    return Math.max(this.#limits.idleMs, 2 * this.#settings.exchangeTimeoutMs());
  }
}
