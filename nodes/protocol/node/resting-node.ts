import { type RestingCore, restingCore } from '../dissemination/resting-core.js';
import type { TimerToken } from '../types.js';
import type { ProtocolConfig } from './config.js';
import { noTimer } from './round-contacts.js';

export type NodeState = 'new' | 'running' | 'terminated' | 'left';

/**
 * All that there is of a node at rest, but for its name, its roster and its source of randomness. `GossipNode.rest` writes it and
 * `GossipNode.resume` reads it; neither keeps anything of it.
 */
export interface RestingNode extends RestingCore {
  config: ProtocolConfig;
  state: NodeState;
  startedMs: number;
  lastToken: TimerToken;
  roundToken: TimerToken;
  repairToken: TimerToken;
  /** When the first of the rounds that are skipped would have been due, ms; undefined while none is. */
  skippedFromMs: number | undefined;
  /** A repair has begun since the last round. */
  hasRepaired: boolean;
}

/** Of a node that has done nothing yet. */
export function restingNode(config: ProtocolConfig): RestingNode {
  return {
    ...restingCore(),
    config,
    state: 'new',
    startedMs: 0,
    lastToken: noTimer,
    roundToken: noTimer,
    repairToken: noTimer,
    skippedFromMs: undefined,
    hasRepaired: false,
  };
}
