import type { Replace } from '../../chaos/faults/replace.js';
import { CodedError } from '../../nodes/coded-error.js';
import type { NodeProgram } from '../../nodes/contract/lines/node-program.js';

/** The programs of a run, built before its clock starts. */
export interface RunPrograms {
  /** By the number of the node; undefined where the nodes are the reference's. */
  readonly ofNodes: readonly NodeProgram[] | undefined;
  /** What takes the place of nodes, by `replacementKey`. */
  readonly replacements: ReadonlyMap<string, NodeProgram>;
}

/** Equal where the same program starts with the same parameters. */
export const replacementKey = ({ with: use, parameters }: Replace): string =>
  JSON.stringify([use, parameters]);

/** Looks a replacement up. */
export function replacementIn(programs: RunPrograms | undefined): (fault: Replace) => NodeProgram {
  return (fault) => {
    const program = programs?.replacements.get(replacementKey(fault));
    if (!program) throw new CodedError('USAGE', `${fault.with} was not built before the run began`);
    return program;
  };
}
