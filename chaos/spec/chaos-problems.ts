import { expandOccurrences, type ScheduleCluster } from '../schedule/schedule.js';
import { groupProblems } from '../targets/target-problems.js';
import { resolveGroups, type TargetScope } from '../targets/targets.js';
import { type ChaosSpec, type ChaosStep, stepName } from './chaos-spec.js';
import { contradictions } from './contradictions.js';
import type { Problem } from './problem.js';
import { stepProblems } from './step-problems.js';
import { tooManyFaults } from './too-many-faults.js';

/**
 * What is wrong with a chaos section beyond its schema, for a cluster of so many nodes: every name that nobody bears,
 * every time outside the window, every overlap that contradicts. Paths are inside the section. A section without
 * problems can be expanded into a schedule.
 */
export function chaosProblems(chaos: ChaosSpec, cluster: ScheduleCluster): Problem[] {
  const tooMany = tooManyFaults(chaos, cluster.nodes);
  if (tooMany.length > 0) return tooMany;
  const nodes = Array.from({ length: cluster.nodes }, (_, id) => id);
  const groups = resolveGroups(chaos.groups, nodes, cluster.seed);
  const scope = { ...groups, seed: cluster.seed, windowMs: chaos.windowMs };
  const problems = [
    ...wrongGroups(chaos, scope),
    ...sameNames(chaos.steps),
    ...chaos.steps.flatMap((step, index) => stepProblems(step, index, scope)),
    ...wrongExpectations(chaos),
  ];
  return problems.length > 0 ? problems : contradictions(expandOccurrences(chaos, cluster));
}

const wrongGroups = ({ groups }: ChaosSpec, scope: TargetScope): Problem[] =>
  Object.entries(groups).flatMap(([name, members]) =>
    members.flatMap((member, index) =>
      groupProblems(member, scope).map((text) => ({ path: ['groups', name, index], text })),
    ),
  );

/** Names tell steps apart in the report, and their drawings from each other. */
function sameNames(steps: readonly ChaosStep[]): Problem[] {
  const names = steps.map(stepName);
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ path: ['steps', index, 'name'], text: `an earlier step has the name ${name}` }]
      : [],
  );
}

const wrongExpectations = ({ expectations, expectFail }: ChaosSpec): Problem[] =>
  expectFail.flatMap((expected, index) =>
    expectations.includes(expected)
      ? []
      : [{ path: ['expectFail', index], text: `"${expected}" is not among the expectations` }],
  );
