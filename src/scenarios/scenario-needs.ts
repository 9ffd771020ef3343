import { nodeGroups } from '../../bench/spec/implementations.js';
import { findImplementation } from '../../nodes/implementations/find-implementation.js';
import { openScenario } from './open-scenario.js';

/** Programs with which the nodes of a scenario are built, each once; none of the reference, which is there. */
export async function scenarioNeeds(nameOrFile: string): Promise<string[]> {
  const { spec } = await openScenario(nameOrFile);
  const replacements = spec.chaos.steps.flatMap(({ fault }) =>
    fault.kind === 'replace' ? [fault.with] : [],
  );
  const used = [...nodeGroups(spec).map(({ use }) => use), ...replacements];
  return [...new Set(used.flatMap((use) => findImplementation(use).manifest.build?.needs ?? []))];
}
