import { RestingCore } from '../dissemination/resting-core.js';
import type { TimerToken } from '../types.js';
import type { ProtocolConfig } from './config.js';
import { noTimer } from './round-contacts.js';

export type NodeState = 'new' | 'running' | 'terminated' | 'left';

/**
 * All that there is of a node at rest, but for its name, its roster and its source of randomness: plain values, as made those of a node
 * that has done nothing yet. `GossipNode.rest` writes it and `GossipNode.resume` reads it; neither keeps it.
 */
export class RestingNode extends RestingCore {
  config: ProtocolConfig;
  state: NodeState = 'new';
  startedMs = 0;
  lastToken: TimerToken = noTimer;
  roundToken: TimerToken = noTimer;
  repairToken: TimerToken = noTimer;
  /** When the first of the rounds that are skipped would have been due, ms; infinite while none is. */
  skippedFromMs = Number.POSITIVE_INFINITY;
  /** A repair has begun since the last round. */
  hasRepaired = false;

  constructor(config: ProtocolConfig) {
    super();
    this.config = config;
  }
}
