import type { NodeControl, ViewSummary } from '../contract/client.js';
import type { NodeCounters } from '../contract/counters.js';
import type { NodeEvent } from '../contract/events.js';
import type { NodeProgram } from '../contract/lines/node-program.js';
import type { ProtocolConfig } from '../protocol/node/config.js';
import type { NodeId } from '../protocol/types.js';
import type { Clock } from './clock.js';
import type { LinkKind } from './link-kind.js';
import type { LoadProcess } from './load-process.js';
import type { RelayDoor } from './relay-door.js';
import type { RuntimeKind } from './runtime-kind.js';
import type { LinkState } from './sim/network/links/link-state.js';
import type { SimulatedLinks } from './sim/network/simulated-links.js';
import type { Simulation } from './sim/simulation.js';

/** What is to be started: the same plan for every runtime. */
export interface ClusterPlan {
  readonly runId: string;
  readonly nodes: number;
  /** What each node runs, by its number; undefined, or where one is: the reference. */
  readonly programs?: readonly (NodeProgram | undefined)[] | undefined;
  /** What may take the place of a node while the cluster runs (`restart`). */
  readonly replacements?: readonly NodeProgram[] | undefined;
  /** Of the nodes of the reference. */
  readonly protocol: ProtocolConfig;
  readonly links: LinkKind;
  /** What every link is like; undefined: sound. A simulation makes it so itself, elsewhere `provisionLinks` does. */
  readonly quality?: LinkState | undefined;
  /** What a simulated cluster has of its own; undefined: sound links, and nodes that take no time. Others take no notice. */
  readonly simulation?: Simulation | undefined;
  readonly seed: number;
  /** Node logs are written here, one file a node (`n0.log`, …), and the proxy's (`toxiproxy.log`). */
  readonly logDirectory: string;
  readonly leaseMs: number;
  /** Per node limits (docker); 0: none. */
  readonly limits: { readonly memoryMiB: number; readonly cpus: number };
  /** First port of a block for the process runtime; 0: a free block is searched. */
  readonly basePort: number;
  /** Whether `NodeControl.attack` works: for runs with malicious nodes, and no others. */
  readonly allowAttacks: boolean;
  /** The node whose `NodeControl.profile` works. */
  readonly profiledNode?: NodeId | undefined;
}

/** One directed link i → j: where i dials, and what the proxy there must dial. */
export interface Link {
  readonly from: NodeId;
  readonly to: NodeId;
  /** `host:port` the proxy listens on, as the proxy itself must bind it. */
  readonly listen: string;
  /** `host:port` of node j's gossip listener, as the proxy must dial it. */
  readonly upstream: string;
  /**
   * Of transparent links: where the proxy must dial instead for connections. The port tells node j's namespace that they are node i's;
   * datagrams tell it by the port they come from.
   */
  readonly connectionEntry?: string | undefined;
}

/** Name of a link's proxy in Toxiproxy. */
export const linkName = (from: NodeId, to: NodeId): string => `n${from}-n${to}`;

export interface ClusterHooks {
  /**
   * Called as soon as Toxiproxy answers, before any node is healthy: create the proxies (and the toxics of the base
   * links) through its API. `apiUrl` is reachable from the harness. With nodes that gossip over UDP, the same links are to be
   * opened in `relay`, too.
   */
  readonly provisionLinks: (apiUrl: string, links: readonly Link[], relay?: RelayDoor) => Promise<void>;
  /** Progress: so many of the nodes answer health. */
  readonly onNodeUp?: (up: number, total: number) => void;
  /** Progress of slow preparations (image build, Toxiproxy build), as short sentences. */
  readonly onNotice?: (text: string) => void;
  /** What a reader of the run should know of its nodes, beside their figures: a code and a sentence. Called before `stop` resolves. */
  readonly onRemark?: (code: string, text: string) => void;
}

/** What one transport has carried one way: IP packets, their bytes, and what these are without headers. */
export interface TransportTraffic {
  readonly packets: number;
  readonly bytes: number;
  readonly payloadBytes: number;
}

/** Between a node and a peer, as it was counted in the node's network namespace. */
export interface PeerTraffic {
  readonly peer: NodeId;
  readonly sent: { readonly tcp: TransportTraffic; readonly udp: TransportTraffic };
  readonly received: { readonly tcp: TransportTraffic; readonly udp: TransportTraffic };
}

/** What one node and its peers have exchanged since the links are there. */
export interface LinkTraffic {
  readonly node: NodeId;
  /** When it was read, on the harness's clock, ms. */
  readonly readMs: number;
  readonly peers: readonly PeerTraffic[];
}

export interface ProxiedLinks {
  readonly apiUrl: string;
  readonly version: string;
  readonly links: readonly Link[];
  readonly relay?: RelayDoor | undefined;
}

export interface NodeExit {
  readonly node: NodeId;
  readonly code: number | null;
  readonly signal: string | null;
  /** The last lines of its log. */
  readonly lastLog: string;
}

/** Something that was part of the cluster is gone without being asked to. */
export type ClusterLoss =
  | { readonly kind: 'node'; readonly exit: NodeExit }
  | { readonly kind: 'toxiproxy'; readonly reason: string }
  | { readonly kind: 'relay'; readonly reason: string }
  | { readonly kind: 'engine'; readonly reason: string };

export interface NodeResources {
  /** CPU time consumed since start, ms. */
  readonly cpuMs: number;
  readonly memoryBytes: number;
}

/** Lifecycle faults act here; which runtime it is does not matter. */
export interface NodeLifecycle {
  kill(node: NodeId): Promise<void>;
  /** SIGTERM: the node leaves the cluster. */
  stop(node: NodeId): Promise<void>;
  pause(node: NodeId): Promise<void>;
  resume(node: NodeId): Promise<void>;
  /**
   * Start a killed or stopped node again, with a higher incarnation. With `as` it runs that program from then on: only a node that
   * speaks lines can, and no simulated one.
   */
  restart(node: NodeId, as?: NodeProgram): Promise<void>;
  /**
   * CPU time that the node may use, in cores; undefined: what the plan says. In docker the kernel's bandwidth control; in
   * process, where no control group is at hand, the node is stopped when its share of each 100 ms is used up.
   */
  limitCpu(node: NodeId, cpus: number | undefined): Promise<void>;
}

/** Readings of a cluster that lives in this process: no node has to be asked, and none takes notice. */
export interface BulkReading {
  /** Gives what came since the last reading of these nodes, in order of time. Beyond the first `most` of all nodes, it is forgotten. */
  takeEvents(
    isRead: (node: NodeId) => boolean,
    take: (node: NodeId, event: NodeEvent) => void,
    most?: number,
  ): void;
  counters(node: NodeId): NodeCounters;
  /** Summed over all nodes and all their lives. */
  totalCounters(): NodeCounters;
  viewSummary(node: NodeId): ViewSummary;
}

export interface RunningCluster {
  readonly runtime: RuntimeKind;
  readonly nodeIds: readonly NodeId[];
  readonly control: (node: NodeId) => NodeControl;
  readonly lifecycle: NodeLifecycle;
  /**
   * Toxiproxy's API as the harness reaches it, and the links it serves, and the UDP relays of the same links where nodes gossip over UDP; absent
   * with direct links.
   */
  readonly proxy: ProxiedLinks | undefined;
  /** The links of a simulated cluster; absent of a real one. */
  readonly simulated?: SimulatedLinks;
  /** Absent where each node must be asked. */
  readonly bulk?: BulkReading;
  /** Its nodes began as members that had joined and know each other: none reports the joining of others. */
  readonly joined?: true;
  /** The load generator, not yet at work; absent of a simulated cluster, which nobody can call. */
  readonly startLoadProcess?: () => Promise<LoadProcess>;
  /** Facts for the result's `context`: engine and proxy versions, image, kernel. */
  readonly versions: Readonly<Record<string, string>>;
  resources(): Promise<ReadonlyMap<NodeId, NodeResources>>;
  /** What every link has carried since it is there, counted outside of the nodes; absent where nothing counts. */
  readonly linkTraffic?: (() => Promise<readonly LinkTraffic[]>) | undefined;
  /** Called at most once per loss; a loss before the listener was set is delivered at once. */
  onLoss(listener: (loss: ClusterLoss) => void): void;
  /** Ends everything of this run and waits until it is gone. Idempotent; never throws for what is already gone. */
  stop(): Promise<void>;
}

export interface Runtime {
  readonly kind: RuntimeKind;
  readonly clock: Clock;
  /**
   * Brings the cluster up: every node healthy, every link provisioned. On failure or abort everything started so far
   * is removed before the promise rejects (with a CodedError, or the signal's reason).
   */
  start(plan: ClusterPlan, hooks: ClusterHooks, signal: AbortSignal): Promise<RunningCluster>;
}
