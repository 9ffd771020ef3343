import type { SpecDocument } from '../../../bench/spec/input/document.js';
import type { SpecOverride } from '../../../bench/spec/input/resolve.js';

/** Sections of a spec that say what the cluster is; the others say what an experiment is. */
const ofCluster = ['cluster', 'workload', 'phases', 'sim'];

/** What a spec file says of the cluster, its load and its phases, field by field: a scenario is laid over just these. */
export function givenFields(document: SpecDocument | undefined): SpecOverride[] {
  return ofCluster.flatMap((section) => {
    const fields = document?.fields[section];
    if (typeof fields !== 'object' || fields === null) return [];
    return Object.entries(fields).map(([name, value]) => ({
      path: [section, name],
      value,
      label: `${section}.${name}`,
    }));
  });
}
