import { CodedError } from '../../coded-error.js';
import type { NodeControl, ViewSummary } from '../../contract/client.js';
import { createRng } from '../../protocol/rng.js';
import type { NodeId, Rng, UpdateId } from '../../protocol/types.js';
import type { BulkReading, ClusterPlan, NodeLifecycle, RunningCluster } from '../cluster.js';
import { latencyOf } from './network/links/latency-setting.js';
import type { LinkModel } from './network/links/link-model.js';
import { addedDelayMs, canaryLoss } from './network/links/link-state.js';
import { SimNetwork } from './network/sim-network.js';
import type { SimulatedLinks } from './network/simulated-links.js';
import { seededSigner } from './seeded-signer.js';
import { SimJournal } from './sim-journal.js';
import { countersOf, createSimNodeControl } from './sim-node-control.js';
import { bareLinkMs, linksOf, simulationSchema } from './simulation.js';
import { TotalCounters } from './storage/total-counters.js';
import type { VirtualTime } from './virtual-clock.js';

/** CPU time of one step of the reference node on a machine of its own, ms: what a CPU limit stretches. */
const stepCpuMs = 1;
/** Sets the canaries' randomness apart from the network's, which they leave as it is. */
const canarySeed = 0x6361_6e61;

type Counted = 'messagesSent' | 'messagesReceived' | 'bytesSent' | 'bytesReceived';
const counted: readonly Counted[] = ['messagesSent', 'messagesReceived', 'bytesSent', 'bytesReceived'];

/** A cluster that runs in virtual time, as the harness sees any other. */
export class SimCluster implements RunningCluster {
  readonly runtime = 'sim';
  readonly proxy = undefined;
  readonly versions = {};
  readonly nodeIds: readonly NodeId[];
  readonly lifecycle: NodeLifecycle;
  readonly simulated: SimulatedLinks;
  readonly bulk: BulkReading;
  readonly joined?: true;
  readonly #network: SimNetwork;
  readonly #journal: SimJournal;
  readonly #totals: TotalCounters;
  readonly #controls: (NodeControl | undefined)[];
  /** As the network's, with a memory of their own: canaries leave no trace. */
  readonly #canaryLinks: LinkModel;
  readonly #canaryRng: Rng;
  readonly #canaries = new Map<NodeId, Map<NodeId, number>>();
  readonly #pauses = new Map<NodeId, PromiseWithResume>();
  /** Of what sleeping nodes hold, by its number. */
  readonly #summaries = new Map<number, ViewSummary>();
  /** Of earlier incarnations. */
  readonly #trafficBefore = new Map<NodeId, Record<Counted, number>>();
  #lastWrite: { readonly update: UpdateId; readonly atMs: number } | undefined;

  constructor({ nodes, protocol, seed, quality, simulation = simulationSchema.parse({}) }: ClusterPlan) {
    const { clock, processing } = simulation;
    this.#journal = new SimJournal(nodes);
    this.#canaryRng = createRng(seed ^ canarySeed);
    this.#canaryLinks = linksOf(simulation, nodes);
    this.#network = new SimNetwork({
      nodes,
      seed,
      config: protocol,
      links: linksOf(simulation, nodes),
      clock,
      ...(processing === undefined ? {} : { processing: latencyOf(processing) }),
      ...(quality === undefined ? {} : { toxics: quality }),
      signerOf: (node) => seededSigner(seed, node),
      listener: {
        event: (atMs, node, event) => {
          if (event.kind === 'written') this.#lastWrite = { update: event.update.version, atMs };
          this.#journal.append(atMs, node, event);
        },
      },
    });
    if (this.#network.joined) this.joined = true;
    this.#totals = new TotalCounters(this.#network);
    this.nodeIds = this.#network.ids;
    this.#controls = this.nodeIds.map(() => undefined);
    this.lifecycle = this.#createLifecycle();
    this.bulk = this.#createBulk();
    this.simulated = {
      base: quality,
      set: (stateOf) => this.#network.states.set(stateOf),
      probe: (from, to) => {
        const addedMs = this.#toxicDelay(from, to);
        return addedMs === undefined ? undefined : bareLinkMs + addedMs;
      },
    };
  }

  get time(): VirtualTime {
    return this.#network;
  }

  readonly control = (node: NodeId): NodeControl => {
    const known = this.#controls[node];
    if (known) return known;
    if (this.nodeIds[node] === undefined) {
      throw new CodedError('USAGE', `there is no node ${node} in this cluster`);
    }
    const control = createSimNodeControl({
      node,
      network: this.#network,
      journal: this.#journal,
      canary: (from, to) => this.#canary(from, to),
      canaries: this.#canaries,
      lastWrite: () => this.#lastWrite,
      traffic: () => this.#trafficOf(node),
      awake: (id) => this.#pauses.get(id)?.promise,
    });
    this.#controls[node] = control;
    return control;
  };

  /** A simulated node has neither CPU time nor memory of its own. */
  async resources(): ReturnType<RunningCluster['resources']> {
    return new Map();
  }

  /** Nothing of it is lost without being asked to. */
  onLoss(): void {}

  async stop(): Promise<void> {
    for (const { resume } of this.#pauses.values()) resume();
  }

  /** What toxics add to a canary on this link, ms; undefined where they lose it. */
  #toxicDelay(from: NodeId, to: NodeId): number | undefined {
    const state = this.#network.states.of(from, to);
    if (state === undefined) return 0;
    const isLost = this.#canaryRng.float() < canaryLoss(state);
    return isLost ? undefined : addedDelayMs(state, 0, this.#canaryRng.float());
  }

  /** A canary over the link as it is, by itself and by what toxics do to it: its delay, ms; undefined where it is lost. */
  #canary(from: NodeId, to: NodeId): number | undefined {
    const { latency, distance, loss } = this.#canaryLinks;
    const rng = this.#canaryRng;
    const addedMs = this.#toxicDelay(from, to);
    if (addedMs === undefined || loss?.loses(from, to, rng)) return undefined;
    return latency.sampleMs(rng) + (distance?.ms(from, to) ?? 0) + addedMs;
  }

  #createBulk(): BulkReading {
    const [network, journal] = [this.#network, this.#journal];
    return {
      takeEvents: (isRead, take, most) => journal.takeEvents(isRead, take, most),
      counters: (node) => network.read(node, (read) => countersOf(read, this.#trafficOf(node))),
      totalCounters: () => this.#totals.read(),
      viewSummary: (node) => this.#viewSummary(node),
    };
  }

  /** Of a million nodes that sleep most have one of few contents, each of which is looked at once. */
  #viewSummary(node: NodeId): ViewSummary {
    const network = this.#network;
    const content = network.contentOf(node);
    const known = content === undefined ? undefined : this.#summaries.get(content);
    if (known !== undefined) return known;
    const summary = network.read(node, ({ view }) => ({ entries: view.size, digest: view.stateDigest() }));
    if (content !== undefined) this.#summaries.set(content, summary);
    return summary;
  }

  #createLifecycle(): NodeLifecycle {
    const network = this.#network;
    const endIncarnation = (node: NodeId): void => {
      this.#trafficBefore.set(node, this.#trafficInAll(node));
      this.#awaken(node);
    };
    return {
      kill: async (node) => {
        this.#totals.incarnationEnds(node);
        network.crash(node);
        endIncarnation(node);
      },
      stop: async (node) => {
        this.#totals.incarnationEnds(node);
        network.leave(node);
        endIncarnation(node);
      },
      pause: async (node) => {
        network.pause(node);
        this.#pauses.set(node, promiseWithResume());
      },
      resume: async (node) => {
        network.resume(node);
        this.#awaken(node);
      },
      restart: async (node) => {
        if (network.isUp(node)) {
          this.#totals.incarnationEnds(node);
          network.leave(node);
          endIncarnation(node);
        }
        this.#journal.restart(node);
        this.#canaries.delete(node);
        network.restart(node);
      },
      limitCpu: async (node, cpus) => network.slow(node, cpus === undefined ? 0 : stepCpuMs / cpus),
    };
  }

  #awaken(node: NodeId): void {
    this.#pauses.get(node)?.resume();
    this.#pauses.delete(node);
  }

  #trafficOf(node: NodeId): Record<Counted, number> {
    const before = this.#trafficBefore.get(node);
    const inAll = this.#trafficInAll(node);
    if (before === undefined) return inAll;
    return Object.fromEntries(counted.map((name) => [name, inAll[name] - before[name]])) as Record<
      Counted,
      number
    >;
  }

  #trafficInAll(node: NodeId): Record<Counted, number> {
    const { traffic } = this.#network;
    return traffic.of(node);
  }
}

interface PromiseWithResume {
  readonly promise: Promise<void>;
  readonly resume: () => void;
}

function promiseWithResume(): PromiseWithResume {
  let resume = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    resume = resolve;
  });
  return { promise, resume };
}
