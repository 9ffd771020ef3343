import type { Metrics } from '../../result/result.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { Window } from '../timeline/phases.js';
import { sendingRates, trafficOver } from './traffic.js';

/** What the cluster sends per node and second while nothing is written. */
export const idleCost = (index: JournalIndex, window: Window | undefined): Metrics['idle'] =>
  sendingRates(trafficOver(index, window));
