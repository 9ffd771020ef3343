import { expect, test } from 'vitest';
import type { Clock } from '../../nodes/runtime/clock.js';
import { LinkSet } from '../links/link-set.js';
import type { ScheduledAction } from '../schedule/schedule.js';
import { NodeActor } from './node-actor.js';
import type { NodeSubjects } from './node-transitions.js';

/** More than a function takes arguments. */
const many = 200_000;

function actorOf(nodes: number, limitCpu: NodeSubjects['lifecycle']['limitCpu']): NodeActor {
  let nowMs = 0;
  const clock: Pick<Clock, 'nowMs'> = {
    nowMs: () => {
      nowMs += 1;
      return nowMs;
    },
  };
  const nodeIds = Array.from({ length: nodes }, (_, node) => node);
  return new NodeActor({ nodeIds, lifecycle: { limitCpu }, clock, seed: 1 } as unknown as NodeSubjects);
}

const limited = (nodes: number): ScheduledAction => ({
  atMs: 0,
  action: 'apply',
  stepName: 'slow',
  occurrence: 0,
  fault: { kind: 'cpuLimit', cpus: 0.1 },
  nodes: Array.from({ length: nodes }, (_, node) => node),
  links: LinkSet.none,
  sides: [],
  separated: false,
});

test('a fault on very many nodes is told by its first and its last moment', async () => {
  const touched = new Set<number>();
  const actor = actorOf(many, async (node) => {
    touched.add(node);
  });
  const { firstMs, lastMs, confirmed } = await actor.act(limited(many), 1_000);
  expect(touched.size).toBe(many);
  expect(confirmed).toBe(true);
  expect(lastMs - firstMs).toBeGreaterThanOrEqual(many - 1);
});
