import { ChaosDriver } from '../../chaos/driver/driver.js';
import type { NodeSubjects } from '../../chaos/driver/node-transitions.js';
import type { LinkControl } from '../../chaos/link-control/link-control.js';
import { expandSchedule } from '../../chaos/schedule/schedule.js';
import type { ChaosSpec } from '../../chaos/spec/chaos-spec.js';
import type { RunParts } from './run-parts.js';

/** The driver of a spec's chaos section, for a cluster that is up. */
export function createChaosDriver(
  { spec, cluster, clock, chaos: listener }: RunParts,
  chaos: ChaosSpec,
  links: LinkControl | undefined,
  replacement: NodeSubjects['replacement'],
): ChaosDriver {
  const { seed } = spec;
  const { nodeIds, lifecycle, control } = cluster;
  const schedule = expandSchedule(chaos, { nodes: nodeIds.length, seed });
  return new ChaosDriver(schedule, {
    nodeIds,
    lifecycle,
    control,
    links,
    listener,
    seed,
    clock,
    replacement,
  });
}
