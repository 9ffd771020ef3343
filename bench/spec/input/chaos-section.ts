import type { ScheduleCluster } from '../../../chaos/schedule/schedule.js';
import { parseChaos } from '../../../chaos/spec/chaos-input.js';
import type { ChaosSpec } from '../../../chaos/spec/chaos-spec.js';
import { describeIssue, type Problem } from './problems.js';
import { type ReadThreshold, thresholdProblems } from './threshold-problems.js';

export interface ReadChaos {
  readonly chaos?: ChaosSpec;
  readonly problems: readonly Problem[];
}

/** The `chaos` section, resolved, or everything that is wrong with it, for a cluster of so many nodes and this seed. */
export function readChaos(
  section: unknown,
  cluster: ScheduleCluster,
  readThreshold: ReadThreshold,
): ReadChaos {
  if (section === undefined) return { problems: [] };
  const parsed = parseChaos(section, cluster, describeIssue as Parameters<typeof parseChaos>[2]);
  if (!parsed.ok) {
    const problems = parsed.problems.map(({ path, text }) => ({
      path: ['chaos', ...path.map(String)],
      text,
    }));
    return { problems };
  }
  const problems = thresholdProblems(parsed.chaos.expectations, ['chaos', 'expectations'], readThreshold);
  return problems.length > 0 ? { problems } : { chaos: parsed.chaos, problems };
}
