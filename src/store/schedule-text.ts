import type { Spec } from '../../bench/spec/spec.js';
import { expandSchedule, type ScheduledAction } from '../../chaos/schedule/schedule.js';

/** schedule.json: everything that the chaos of a run does, one action a line. A block of links is every one from a node of `from` to another of `to`. */
export function scheduleText({ cluster: { nodes }, seed }: Spec, chaos: NonNullable<Spec['chaos']>): string {
  const { windowMs, actions } = expandSchedule(chaos, { nodes, seed });
  const head = `{"schemaVersion":1,"nodes":${nodes},"seed":${seed},"windowMs":${windowMs},"actions":[`;
  return `${head}\n${actions.map(actionLine).join(',\n')}\n]}\n`;
}

const actionLine = ({ links, ...action }: ScheduledAction): string =>
  JSON.stringify({ ...action, links: links.length, linkBlocks: links.blocks });
