import type { SpecDocument } from '../../../bench/spec/input/document.js';
import type { SpecOverride } from '../../../bench/spec/input/resolve.js';

/** Sections of a spec that define the cluster; the others define an experiment. */
const ofCluster = ['cluster', 'workload', 'phases', 'sim'];

/** The fields of a spec file for the cluster, its load and its phases; they override a scenario's. */
export function clusterOverrides(document: SpecDocument | undefined): SpecOverride[] {
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
