import type { Metrics } from '../result.js';
import type { JournalIndex } from './journal-index.js';
import type { Window } from './timeline/phases.js';
import { totalTraffic, trafficOver } from './traffic.js';

/** What the cluster sends per node and second while nothing is written. */
export function idleCost(index: JournalIndex, window: Window | undefined): Metrics['idle'] {
  const { seconds, bytesSent, messagesSent } = totalTraffic(trafficOver(index, window));
  if (seconds <= 0) return undefined;
  return { bytesPerSecondPerNode: bytesSent / seconds, messagesPerSecondPerNode: messagesSent / seconds };
}
