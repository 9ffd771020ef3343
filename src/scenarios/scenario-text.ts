import { timelineText } from '../../chaos/spec/timeline-text.js';
import type { Scenario } from './open-scenario.js';

/** A scenario for a terminal of so many columns: its header, its timeline, what is expected. */
export function scenarioText({ header, spec }: Scenario, columns: number): string {
  const { chaos, seed, cluster } = spec;
  const { expectations, expectFail } = chaos;
  const mustFail = new Set(expectFail);
  return [
    ...header,
    '',
    `${cluster.nodes} nodes, seed ${seed}; another seed selects other targets.`,
    '',
    timelineText(chaos, { nodes: cluster.nodes, seed }, columns).trimEnd(),
    '',
    'Expected',
    ...expectations.map(
      (text) => `  ${text}${mustFail.has(text) ? '   must fail: a documented weakness' : ''}`,
    ),
  ].join('\n');
}
