import type { Link } from '../../../nodes/runtime/cluster.js';
import type { DirectedLink } from '../../links/directed-link.js';
import type { DatagramFaults } from '../model/datagram-faults.js';

/** What the harness asks of the relay's program: one object a line, each with a number of its own. */
export type RelayQuestion =
  /** Opens the ports of links, once; every direction has these faults from its first datagram on. */
  | { readonly ask: 'open'; readonly links: readonly Link[]; readonly faults: DatagramFaults }
  /** Gives directions other faults, all in one go. */
  | { readonly ask: 'set'; readonly changes: readonly DirectionFaults[] }
  /** What every direction is like, and has carried. */
  | { readonly ask: 'read' }
  /** Sends canaries over directions and waits for them. */
  | { readonly ask: 'probe'; readonly links: readonly DirectedLink[]; readonly plan: ProbePlan };

export interface DirectionFaults extends DirectedLink {
  readonly faults: DatagramFaults;
}

export interface ProbePlan {
  readonly perLink: number;
  /** Over all links. */
  readonly perSecond: number;
  /** What has not arrived so long after it was sent is lost, ms. */
  readonly timeoutMs: number;
}

/** Datagrams and their payloads' bytes. */
export interface Amount {
  readonly datagrams: number;
  readonly bytes: number;
}

/** What one direction has carried since it was opened, canaries apart. What is neither dropped nor forwarded is on its way, or held. */
export interface DirectionCounters {
  readonly received: Amount;
  /** Copies included. */
  readonly forwarded: Amount;
  readonly dropped: {
    /** By chance, as it was asked. */
    readonly lost: Amount;
    /** By a cut, or when there was no room for what it held back. */
    readonly cut: Amount;
    /** There was no room before the limited line. */
    readonly overflow: Amount;
    /** The system refused to send it. */
    readonly unsent: Amount;
  };
  readonly duplicated: number;
  readonly corrupted: number;
  /** Came from an address that is not the sending node's. */
  readonly foreign: number;
  /** The system dropped them before the relay could read them; absent where it does not say (proc(5), net/udp). */
  readonly missed?: number;
}

export interface DirectionReport extends DirectedLink {
  readonly faults: DatagramFaults;
  /** False where the port is closed, so that the system answers for it. */
  readonly isOpen: boolean;
  readonly counters: DirectionCounters;
}

/** What became of the canaries over one direction. */
export interface DirectionProbe extends DirectedLink {
  readonly sent: number;
  readonly received: number;
  /** Arrived once more. */
  readonly duplicated: number;
  /** Arrived with flipped bits; they count as received. */
  readonly corrupted: number;
  /** Of those whose number was legible, ms. */
  readonly delaysMs: readonly number[];
}

export interface RelayAnswers {
  readonly open: Record<string, never>;
  /** From the first direction that was changed to the last, ms. */
  readonly set: { readonly spanMs: number };
  readonly read: { readonly directions: readonly DirectionReport[] };
  readonly probe: { readonly probes: readonly DirectionProbe[] };
}

export type AnswerTo<Q extends RelayQuestion> = RelayAnswers[Q['ask']];
