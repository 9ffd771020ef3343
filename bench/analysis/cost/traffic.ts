import type { NodeCounters } from '../../../nodes/contract/counters.js';
import { increase, readingsOver, secondsOver } from '../index/counter-increase.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { Window } from '../timeline/phases.js';

/** What one node's counters grew by over a window, or those of many nodes together. */
export interface NodeTraffic {
  readonly node: number;
  /** So many, from `node` on. */
  readonly nodes: number;
  /** Node-seconds. */
  readonly seconds: number;
  /** Undefined: the node does not report it. */
  readonly bytesSent: number | undefined;
  readonly messagesSent: number | undefined;
  readonly copiesSent: number | undefined;
  readonly copiesReceived: number | undefined;
}

/** One entry per node whose counters were read at least twice over the window, by node number. */
export function trafficOver(index: JournalIndex, window: Window | undefined): NodeTraffic[] {
  if (!window) return [];
  const read = [...index.counters.keys()].sort((a, b) => a - b);
  return read.flatMap((node) => {
    const readings = readingsOver(index.counters.get(node)!, window);
    if (readings.length === 0) return [];
    const { nodes = 1 } = readings[0]!;
    const grown = (field: keyof NodeCounters): number | undefined =>
      increase(readings, ({ counters }) => counters[field]);
    return {
      node,
      nodes,
      seconds: nodes * secondsOver(readings),
      bytesSent: grown('bytesSent'),
      messagesSent: grown('messagesSent'),
      copiesSent: grown('copiesSent'),
      copiesReceived: grown('copiesReceived'),
    };
  });
}

/** What a node sends a second, on the mean; undefined where nothing was read, or nodes do not report it. */
export function sendingRates(
  nodes: readonly NodeTraffic[],
): { readonly bytesPerSecondPerNode: number; readonly messagesPerSecondPerNode: number } | undefined {
  const { seconds, bytesSent, messagesSent } = totalTraffic(nodes);
  if (seconds <= 0 || bytesSent === undefined || messagesSent === undefined) return undefined;
  return { bytesPerSecondPerNode: bytesSent / seconds, messagesPerSecondPerNode: messagesSent / seconds };
}

export type TrafficTotal = Omit<NodeTraffic, 'node' | 'nodes'>;

/** Summed over nodes; `seconds` are node-seconds. What one of them does not report, their sum has not. */
export function totalTraffic(nodes: readonly NodeTraffic[]): TrafficTotal {
  const sum = (field: keyof TrafficTotal): number | undefined => {
    let total = 0;
    for (const node of nodes) {
      const part = node[field];
      if (part === undefined) return undefined;
      total += part;
    }
    return total;
  };
  return {
    seconds: nodes.reduce((total, { seconds }) => total + seconds, 0),
    bytesSent: sum('bytesSent'),
    messagesSent: sum('messagesSent'),
    copiesSent: sum('copiesSent'),
    copiesReceived: sum('copiesReceived'),
  };
}
