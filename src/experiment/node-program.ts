import type { Spec } from '../../bench/spec/spec.js';
import type { NodeProgram } from '../../nodes/contract/lines/node-program.js';
import { type BuildHooks, buildImplementation } from '../../nodes/implementations/build-implementation.js';
import { findImplementation } from '../../nodes/implementations/find-implementation.js';

/** What the nodes of a spec run, built where it has to be; undefined of the reference. @throws CodedError USAGE, NODE_BUILD_FAILED */
export async function programOf({ node }: Spec, hooks: BuildHooks): Promise<NodeProgram | undefined> {
  return node && buildImplementation(findImplementation(node.use), node.parameters, hooks);
}
