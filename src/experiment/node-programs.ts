import { type RunPrograms, replacementKey } from '../../bench/run/run-programs.js';
import { nodeGroups } from '../../bench/spec/implementations.js';
import type { Spec } from '../../bench/spec/spec.js';
import type { NodeProgram } from '../../nodes/contract/lines/node-program.js';
import { type BuildHooks, buildImplementation } from '../../nodes/implementations/build-implementation.js';
import { findImplementation } from '../../nodes/implementations/find-implementation.js';

/** What the nodes of a spec run and what takes their place, each built where it has to be. @throws CodedError USAGE, NODE_BUILD_FAILED */
export async function programsOf(spec: Spec, hooks: BuildHooks): Promise<RunPrograms> {
  const build = (use: string, parameters: NodeProgram['parameters']): Promise<NodeProgram> =>
    buildImplementation(findImplementation(use), parameters, hooks);
  const ofNodes: NodeProgram[] = [];
  for (const { use, parameters, count } of nodeGroups(spec)) {
    const program = await build(use, parameters);
    for (let node = 0; node < count; node += 1) ofNodes.push(program);
  }
  const replacements = new Map<string, NodeProgram>();
  for (const { fault } of spec.chaos?.steps ?? []) {
    if (fault.kind !== 'replace' || replacements.has(replacementKey(fault))) continue;
    replacements.set(replacementKey(fault), await build(fault.with, fault.parameters));
  }
  return { ofNodes: ofNodes.length > 0 ? ofNodes : undefined, replacements };
}
