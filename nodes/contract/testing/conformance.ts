import { describe } from 'vitest';
import { describeControlApi } from './control-api.js';
import { describeGossip } from './gossip.js';
import { describeJournal } from './journal.js';
import { describeLifeCycle } from './life-cycle.js';
import type { StartNode } from './test-cluster.js';

/** The contract of nodes/contract/README.md as tests, against any implementation that `startNode` starts. */
export function describeNodeContract(name: string, startNode: StartNode): void {
  describe(`${name} keeps the node contract`, () => {
    describeControlApi(startNode);
    describeJournal(startNode);
    describeGossip(startNode);
    describeLifeCycle(startNode);
  });
}
