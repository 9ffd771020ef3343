import { CodedError } from '../../../coded-error.js';
import { detectorOf, type ProtocolConfig } from '../../../protocol/node/config.js';
import type { GossipNode } from '../../../protocol/node/gossip-node.js';
import { createRng } from '../../../protocol/rng.js';
import type { Input, NodeId, Rng, TimerToken } from '../../../protocol/types.js';
import type { Message } from '../../../protocol/wire/messages.js';
import { EventQueue, type Prefetch } from '../queue/event-queue.js';
import { type AsleepTotal, NodeStore } from '../storage/node-store.js';
import type { Traffic } from '../storage/traffic.js';
import type { Incarnation } from './exchange.js';
import { HoldUps } from './hold-ups.js';
import { LinkStates } from './links/link-states.js';
import { Partitions } from './links/partitions.js';
import { createProcessing } from './processing.js';
import { configUnder, nextRoundMs, type RoundClock } from './round-clock.js';
import type { Arrival, QueuedEvent, SimEvent } from './sim-event.js';
import type { SimNetworkOptions } from './sim-network-options.js';
import { Timeouts } from './timeouts.js';
import { Transport, type TransportContext } from './transport.js';

/** In a smaller cluster the objects of all nodes are in the processor's cache, or nearly: prefetching costs more than it saves. */
const largeFrom = 5_000;

/** So many events are run one after the other. */
const burst = 1_000;

/**
 * A cluster in virtual time: the nodes' own protocol core, its messages and timers in one queue, all randomness from one seed. Messages
 * are not encoded; their size is the encoder's. It keeps the contract of the real host: accepted exchanges have negative ids,
 * an answer that does not come fails the exchange at its initiator after `exchangeTimeoutMs`, and a node that is down refuses.
 */
export class SimNetwork {
  readonly ids: readonly NodeId[];
  readonly partitions = new Partitions();
  readonly states: LinkStates;
  readonly traffic: Traffic;
  /** All began as members that had joined and know each other. */
  readonly joined: boolean;
  #nowMs = 0;
  readonly #options: SimNetworkOptions;
  readonly #config: ProtocolConfig;
  readonly #clock: RoundClock;
  readonly #queue: EventQueue<QueuedEvent>;
  readonly #timeouts = new Timeouts();
  readonly #transport: Transport;
  readonly #nodes: NodeStore;
  readonly #holdUps: HoldUps;
  /** The node that is taking its first step: where rounds are in step, its phases are laid on the grid. */
  #starting: NodeId | undefined;

  /** Starts every node at time 0. */
  constructor(options: SimNetworkOptions) {
    this.#options = options;
    this.#clock = options.clock ?? 'phases';
    this.#config = configUnder(this.#clock, options.config);
    const seeds = createRng(options.seed);
    const transportRng = createRng(seeds.uint32());
    const isLarge = options.nodes >= largeFrom;
    const { oneStream = isLarge, joined = isLarge, sleep = true } = options;
    const nodesRng = oneStream ? createRng(seeds.uint32()) : undefined;
    this.joined = joined && detectorOf(options.config) === 'swim';
    this.ids = Array.from({ length: options.nodes }, (_, id) => id);
    this.states = new LinkStates(options.nodes, options.toxics);
    this.#nodes = new NodeStore({
      peers: this.ids,
      config: this.#config,
      createRng: () => nodesRng ?? createRng(seeds.uint32()),
      signerOf: options.signerOf,
      joined: this.joined,
      sleep: oneStream && sleep,
      host: {
        send: (from, timeoutMs, to, exchange, message, expectReply) =>
          this.#transport.send(from, timeoutMs, to, exchange, message, expectReply),
        setTimer: (id, token, delayMs) => this.#setTimer(id, token, delayMs),
        report: (id, event) => options.listener?.event?.(this.#nowMs, id, event),
      },
    });
    this.traffic = this.#nodes.traffic;
    this.#queue = new EventQueue(isLarge ? this.#createPrefetch() : undefined);
    this.#transport = this.#createTransport(transportRng);
    this.#holdUps = new HoldUps({
      nowMs: () => this.#nowMs,
      incarnationOf: (id) => this.#nodes.incarnationOf(id),
      putAgain: (atMs, event) => this.#putAgain(atMs, event),
      processing: createProcessing(options),
    });
    for (const id of this.ids) this.restart(id);
  }

  /** The virtual time, ms since all nodes were started. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** The node's present incarnation, to watch; of very many, `read` is cheaper. @throws CodedError USAGE where it is down */
  node(id: NodeId): GossipNode {
    this.#mustBeUp(id);
    return this.#nodes.hold(id)!;
  }

  /** What `read` finds in a node as it is now: what is kept of it may be out of date later. @throws CodedError USAGE where the node is down */
  read<T>(id: NodeId, read: (node: GossipNode) => T): T {
    this.#mustBeUp(id);
    return this.#nodes.read(id, read)!;
  }

  /** Those for which it is the same number hold the same; undefined where none is known. */
  contentOf(id: NodeId): number | undefined {
    return this.#nodes.contentOf(id);
  }

  /** Shows the nodes that are awake, one after the other; of those that sleep, what they have counted together. */
  readAwake(read: (node: GossipNode) => void): AsleepTotal {
    return this.#nodes.readAwake(read);
  }

  isUp(id: NodeId): boolean {
    return this.#nodes.incarnationOf(id) > 0;
  }

  get liveIds(): NodeId[] {
    return this.ids.filter((id) => this.isUp(id));
  }

  /** A client's write, a changed configuration: at once, or when a paused node goes on. Nothing to a node that is down. */
  input(id: NodeId, input: Input<Message, ProtocolConfig>): void {
    const of = this.#present(id);
    if (of) this.#dispatch({ kind: 'input', of, input: inputUnder(this.#clock, input) });
  }

  /** Ends a node without a word, as SIGKILL does; those who wait for its answer hear that the connection is gone. */
  crash(id: NodeId): void {
    const { incarnation } = this.#mustBeUp(id);
    this.#nodes.end(id);
    for (const event of this.#holdUps.release(id)) {
      const arrival = event.kind === 'processed' ? event.arrival : event;
      if (arrival.kind === 'request') this.#transport.refuse(arrival.exchange);
    }
    this.#transport.end(id, incarnation);
  }

  /** The node says goodbye and is gone. */
  leave(id: NodeId): void {
    this.input(id, { kind: 'leave' });
    this.crash(id);
  }

  /** Starts a node that is down, with a higher incarnation than any time before. A node that is up crashes first. */
  restart(id: NodeId): void {
    if (this.isUp(id)) this.crash(id);
    const incarnation = this.#nodes.begin(id);
    this.#holdUps.begin(id);
    this.#starting = id;
    this.#step(id, incarnation, { kind: 'start' });
    this.#starting = undefined;
  }

  /** Stops a node as SIGSTOP does: whatever comes to it waits, while others see it silent. */
  pause(id: NodeId): void {
    this.#mustBeUp(id);
    this.#holdUps.pause(id);
  }

  resume(id: NodeId): void {
    this.#mustBeUp(id);
    for (const event of this.#holdUps.release(id)) this.#dispatch(event);
  }

  /** From now on each message, timer and input takes the node so long, and the next waits for it; 0: no time at all. */
  slow(id: NodeId, stepMs: number): void {
    this.#holdUps.slow(id, stepMs);
  }

  /** Runs something of the caller's own at its moment, in order with all else. */
  after(delayMs: number, run: () => void): void {
    this.#queue.put(this.#nowMs + delayMs, { kind: 'call', run });
  }

  /** Lets the next thing happen if it is due by `untilMs`; otherwise moves the time there and answers false. */
  runNext(untilMs: number): boolean {
    const queue = this.#queue;
    const timeouts = this.#timeouts;
    const queuedMs = queue.nextMs;
    const timeoutMs = timeouts.notBeforeMs > queuedMs ? Number.POSITIVE_INFINITY : timeouts.nextMs;
    const atMs = Math.min(queuedMs, timeoutMs);
    if (atMs > untilMs) {
      this.#nowMs = untilMs;
      return false;
    }
    this.#nowMs = atMs;
    if (timeoutMs < queuedMs || (timeoutMs === queuedMs && timeouts.nextOrder < queue.nextOrder))
      this.#dispatch({ kind: 'timeout', exchange: timeouts.take()! });
    else this.#dispatch(queue.take()!);
    return true;
  }

  run(durationMs: number): void {
    const untilMs = this.#nowMs + durationMs;
    while (this.#runBurst(untilMs));
  }

  /** What is called often the compiler makes more of than of a loop that is never left. Answers as `runNext`. */
  #runBurst(untilMs: number): boolean {
    for (let event = 0; event < burst; event += 1) if (!this.runNext(untilMs)) return false;
    return true;
  }

  #createPrefetch(): Prefetch<QueuedEvent> {
    return {
      nodes: (ids) => this.#nodes.prefetch(ids),
      event: (event) => this.#transport.prefetch(event),
    };
  }

  #createTransport(rng: Rng): Transport {
    const { links, listener, carry = (_, message) => message } = this.#options;
    const context: TransportContext = {
      links,
      rng,
      partitions: this.partitions,
      states: this.states,
      traffic: this.traffic,
      carry,
      sent: (from, to, message, opening) => listener?.sent?.(this.#nowMs, from, to, message, opening),
      nowMs: () => this.#nowMs,
      put: (atMs, event, node) => this.#queue.put(atMs, event, node),
      timeouts: this.#timeouts,
      takeOrder: () => this.#queue.takeOrder(),
      incarnationOf: (id) => this.#nodes.incarnationOf(id),
      step: (node, incarnation, input) => this.#step(node, incarnation, input),
    };
    return new Transport(context, this.#config);
  }

  #present(id: NodeId): Incarnation | undefined {
    const incarnation = this.#nodes.incarnationOf(id);
    return incarnation > 0 ? { node: id, incarnation } : undefined;
  }

  #mustBeUp(id: NodeId): Incarnation {
    const present = this.#present(id);
    if (present === undefined) throw new CodedError('USAGE', `node ${id} is down`);
    return present;
  }

  #dispatch(event: SimEvent): void {
    if (this.#holdUps.holds(event)) return;
    switch (event.kind) {
      case 'timer':
        this.#step(event.node, event.incarnation, event);
        break;
      case 'input':
        this.#step(event.of.node, event.of.incarnation, event.input);
        break;
      case 'call':
        event.run();
        break;
      case 'processed':
        this.#processed(event.of, event.arrival);
        break;
      default:
        this.#transport.take(event);
        break;
    }
  }

  /** What an incarnation left unprocessed is lost with it, and its sender hears that the connection is gone. */
  #processed(of: Incarnation, arrival: Arrival): void {
    if (this.#isPresent(of)) this.#transport.take(arrival);
    else if (arrival.kind === 'request') this.#transport.refuse(arrival.exchange);
  }

  #putAgain(atMs: number, event: SimEvent): void {
    if (event.kind === 'timer') this.#queue.putTimer(atMs, event.node, event.incarnation, event.token);
    else this.#queue.put(atMs, event);
  }

  #isPresent({ node, incarnation }: Incarnation): boolean {
    return this.#nodes.incarnationOf(node) === incarnation;
  }

  /** An incarnation that is over hears nothing any more. */
  #step(id: NodeId, incarnation: number, input: Input<Message, ProtocolConfig>): void {
    this.#transport.beginStep();
    this.#nodes.step(id, incarnation, this.#nowMs, input);
  }

  #setTimer(id: NodeId, token: TimerToken, delayMs: number): void {
    const atMs = this.#nowMs + delayMs;
    const onGrid = this.#clock === 'rounds' && this.#starting === id;
    const dueMs = onGrid ? nextRoundMs(atMs, this.#config.intervalMs) : atMs;
    this.#queue.putTimer(dueMs, id, this.#nodes.incarnationOf(id), token);
  }
}

function inputUnder(
  clock: RoundClock,
  input: Input<Message, ProtocolConfig>,
): Input<Message, ProtocolConfig> {
  return input.kind === 'configure' ? { kind: 'configure', config: configUnder(clock, input.config) } : input;
}
