import type { NodeCounters } from '../../nodes/contract/counters.js';
import { increase, readingsOver, secondsOver } from './counter-increase.js';
import type { JournalIndex } from './journal-index.js';
import type { Window } from './timeline/phases.js';

/** What one node's counters grew by over a window. */
export interface NodeTraffic {
  readonly node: number;
  readonly seconds: number;
  readonly bytesSent: number;
  readonly messagesSent: number;
  readonly copiesSent: number;
  readonly copiesReceived: number;
}

/** One entry per node whose counters were read at least twice over the window, by node number. */
export function trafficOver(index: JournalIndex, window: Window | undefined): NodeTraffic[] {
  if (!window) return [];
  const nodes = [...index.counters.keys()].sort((a, b) => a - b);
  return nodes.flatMap((node) => {
    const readings = readingsOver(index.counters.get(node)!, window);
    if (readings.length === 0) return [];
    const grown = (field: keyof NodeCounters): number =>
      increase(readings, ({ counters }) => counters[field]);
    return {
      node,
      seconds: secondsOver(readings),
      bytesSent: grown('bytesSent'),
      messagesSent: grown('messagesSent'),
      copiesSent: grown('copiesSent'),
      copiesReceived: grown('copiesReceived'),
    };
  });
}

export type TrafficTotal = Omit<NodeTraffic, 'node'>;

/** Summed over nodes; `seconds` are node-seconds. */
export function totalTraffic(nodes: readonly NodeTraffic[]): TrafficTotal {
  const sum = (field: keyof TrafficTotal): number => nodes.reduce((total, node) => total + node[field], 0);
  return {
    seconds: sum('seconds'),
    bytesSent: sum('bytesSent'),
    messagesSent: sum('messagesSent'),
    copiesSent: sum('copiesSent'),
    copiesReceived: sum('copiesReceived'),
  };
}
