import type { ChaosListener, FaultSeen, NodeChanged } from '../../chaos/driver/chaos-listener.js';
import type { NodeDescription } from '../../nodes/contract/capabilities.js';
import type { RunningCluster } from '../../nodes/runtime/cluster.js';
import type { Recorder } from '../journal/recorder.js';
import { describeNode } from './describe-cluster.js';
import type { FaultMemory } from './fault-memory.js';
import type { Collector } from './watch/collector.js';
import type { DeliveryTracker } from './watch/delivery-tracker.js';
import type { LiveNodes } from './watch/live-nodes.js';
import type { MembershipTracker } from './watch/membership-tracker.js';

export interface ChaosJournalParts {
  readonly cluster: RunningCluster;
  readonly recorder: Recorder;
  /** What nodes say of themselves is added here. */
  readonly described: NodeDescription[];
  readonly live: LiveNodes;
  readonly collector: Collector;
  readonly deliveries: DeliveryTracker;
  readonly membership: MembershipTracker;
  readonly memory: FaultMemory;
}

/** Writes into the run's journal what a schedule does, and lets those know who count on live nodes. */
export function createChaosJournal(parts: ChaosJournalParts): ChaosListener {
  const { recorder, live, memory } = parts;
  return {
    nodeLeaves: (node) => live.leaves(node),
    nodeChanged: (changed) => {
      const { node, change, atMs, incarnation } = changed;
      recorder.record({
        type: 'node',
        tMs: recorder.toNodeClock(atMs),
        node,
        change,
        ...(incarnation === undefined ? {} : { incarnation }),
      });
      follow(changed, parts);
    },
    faultBegins: (action) => {
      if (action.action === 'apply') memory.begins(action);
    },
    faultSeen: (seen) => {
      recordFault(seen, recorder);
      const { action, lastMs } = seen;
      if (action.action === 'heal') memory.ends(action.occurrence, recorder.toNodeClock(lastMs));
    },
  };
}

function follow({ node, change, incarnation = 1 }: NodeChanged, parts: ChaosJournalParts): void {
  const { cluster, recorder, described, live, collector, deliveries, membership } = parts;
  switch (change) {
    case 'killed':
    case 'stopped':
      deliveries.ended(node);
      membership.ended(node);
      return;
    case 'paused':
      deliveries.paused(node);
      membership.paused(node);
      return;
    case 'up':
      collector.restarted(node);
      deliveries.restarted(node, incarnation);
      // One that has ended again has nothing to say.
      void describeNode(cluster, node, incarnation, recorder).then(
        (description) => description && described.push(description),
        () => undefined,
      );
      break;
    case 'resumed':
      deliveries.resumed(node);
      break;
  }
  membership.resumed(node);
  live.isBack(node);
}

function recordFault(seen: FaultSeen, recorder: Recorder): void {
  const { action, dueMs, firstMs, lastMs, confirmed, reasons, measured } = seen;
  const { stepName, fault, nodes, links, sides, separated, occurrence } = action;
  recorder.record({
    type: 'fault',
    tMs: recorder.toNodeClock(lastMs),
    name: stepName,
    stage: action.action === 'apply' ? 'applied' : 'healed',
    asked: { ...fault },
    links: links.length,
    linkBlocks: links.blocks.map(({ from, to }) => ({ from: [...from], to: [...to] })),
    nodes: [...nodes],
    ...(sides.length > 0 ? { sides: sides.map((side) => [...side]), separated } : {}),
    occurrence,
    latenessMs: Math.max(0, firstMs - dueMs),
    confirmed,
    reasons: [...reasons],
    firstMs: recorder.toNodeClock(firstMs),
    lastMs: recorder.toNodeClock(lastMs),
    measured,
  });
}
