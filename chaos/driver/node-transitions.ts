import type { NodeControl } from '../../nodes/contract/client.js';
import type { NodeId } from '../../nodes/protocol/types.js';
import type { Clock } from '../../nodes/runtime/clock.js';
import type { NodeLifecycle } from '../../nodes/runtime/cluster.js';
import { attackPlan } from '../faults/malicious.js';
import { rngFor } from '../targets/step-rng.js';
import type { ChaosListener } from './chaos-listener.js';
import type { NodeState } from './node-state.js';
import { within } from './within.js';

/** What faults of nodes act on. */
export interface NodeSubjects {
  readonly nodeIds: readonly NodeId[];
  readonly lifecycle: NodeLifecycle;
  readonly control: (node: NodeId) => Pick<NodeControl, 'health' | 'attack'>;
  readonly listener: ChaosListener;
  readonly clock: Clock;
  readonly seed: number;
}

interface Transition {
  readonly atMs: number;
  /** Why it was not seen to have happened. */
  readonly reason: string | undefined;
}

type Held = NonNullable<NodeState['held']>;

/** A node that answers within this is not frozen; one that is awake answers within the other. */
const silenceMs = 400;
const wakeMs = 5_000;

export async function beginHold(
  node: NodeId,
  held: Held,
  forMs: number,
  subjects: NodeSubjects,
): Promise<Transition> {
  const { lifecycle, control, listener, clock } = subjects;
  switch (held.kind) {
    case 'kill':
      return takeDown(node, true, subjects);
    case 'stop':
      return takeDown(node, false, subjects);
    case 'restart':
      return takeDown(node, !held.graceful, subjects);
    case 'pause': {
      listener.nodeLeaves(node);
      await lifecycle.pause(node);
      const atMs = clock.nowMs();
      listener.nodeChanged({ node, change: 'paused', atMs });
      const answered = await healthWithin(control(node), silenceMs, clock);
      return { atMs, reason: answered ? 'it was paused but still answers' : undefined };
    }
    case 'malicious': {
      const rng = rngFor(subjects.seed, 'attack', node);
      await control(node).attack(attackPlan(held, forMs, rng));
      return { atMs: clock.nowMs(), reason: undefined };
    }
  }
}

export async function endHold(node: NodeId, held: Held, subjects: NodeSubjects): Promise<Transition> {
  const { lifecycle, control, listener, clock } = subjects;
  if (held.kind === 'malicious') {
    await control(node).attack([]);
    return { atMs: clock.nowMs(), reason: undefined };
  }
  if (held.kind === 'pause') {
    await lifecycle.resume(node);
    const atMs = clock.nowMs();
    listener.nodeChanged({ node, change: 'resumed', atMs });
    const answered = await healthWithin(control(node), wakeMs, clock);
    return { atMs, reason: answered ? undefined : `it was resumed but did not answer within ${wakeMs} ms` };
  }
  await lifecycle.restart(node);
  const { incarnation } = await control(node).health();
  const atMs = clock.nowMs();
  listener.nodeChanged({ node, change: 'up', atMs, incarnation });
  return { atMs, reason: undefined };
}

/** A crash counts from when the node is known gone; a goodbye from when it was asked for, since it leaves from then on. */
async function takeDown(node: NodeId, crash: boolean, subjects: NodeSubjects): Promise<Transition> {
  const { lifecycle, listener, clock } = subjects;
  listener.nodeLeaves(node);
  const askedMs = clock.nowMs();
  await (crash ? lifecycle.kill(node) : lifecycle.stop(node));
  const atMs = crash ? clock.nowMs() : askedMs;
  listener.nodeChanged({ node, change: crash ? 'killed' : 'stopped', atMs });
  return { atMs, reason: undefined };
}

const healthWithin = (
  control: Pick<NodeControl, 'health'>,
  limitMs: number,
  clock: Clock,
): Promise<boolean> =>
  within(
    control.health().then(
      () => true,
      () => false,
    ),
    limitMs,
    false,
    clock,
  );
