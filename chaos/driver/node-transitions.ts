import type { Health, NodeControl } from '../../nodes/contract/client.js';
import type { NodeProgram } from '../../nodes/contract/lines/node-program.js';
import type { NodeId } from '../../nodes/protocol/types.js';
import type { Clock } from '../../nodes/runtime/clock.js';
import type { NodeLifecycle } from '../../nodes/runtime/cluster.js';
import { attackPlan } from '../faults/malicious.js';
import type { Replace } from '../faults/replace.js';
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
  /** What a fault puts in a node's place, ready to be started. */
  readonly replacement: (fault: Replace) => NodeProgram;
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
    case 'replace':
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
  if (held.kind === 'replace') return replace(node, held, subjects);
  await lifecycle.restart(node);
  const { incarnation } = await control(node).health();
  const atMs = clock.nowMs();
  listener.nodeChanged({ node, change: 'up', atMs, incarnation });
  return { atMs, reason: undefined };
}

/** The node is back as another program, and says that it is that one. One that does not come up stays down, and the run goes on without it. */
async function replace(node: NodeId, fault: Replace, subjects: NodeSubjects): Promise<Transition> {
  const { lifecycle, control, listener, clock, replacement } = subjects;
  const program = replacement(fault);
  try {
    await lifecycle.restart(node, program);
    const health = await control(node).health();
    const atMs = clock.nowMs();
    listener.nodeChanged({ node, change: 'up', atMs, incarnation: health.incarnation });
    return { atMs, reason: mistaken(program, health) };
  } catch (error) {
    // What hangs without an answer must not go on; what has ended is no matter.
    await lifecycle.kill(node).catch(() => undefined);
    const why = error instanceof Error ? error.message : String(error);
    const reason = `it did not come up as ${program.name}, and stays down: ${oneLine(why)}`;
    return { atMs: clock.nowMs(), reason };
  }
}

/** The last lines of a log may be among it. */
const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').slice(0, 300);

/** Why the node that came up is not the one that was asked for; undefined where it is, or its program has no manifest to say it. */
function mistaken({ identity }: NodeProgram, said: Health): string | undefined {
  if (!identity) return undefined;
  const { implementation, version } = identity;
  const isMeant = said.implementation === implementation && (version === '' || said.version === version);
  if (isMeant) return undefined;
  const [is, asked] = [said, identity].map((one) => `${one.implementation} ${one.version}`.trim());
  return `it says that it is ${is}, and ${asked} was to take its place`;
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
