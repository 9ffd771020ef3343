import { CodedError } from '../../../nodes/coded-error.js';
import { planTuning, type TuningPlan } from './plan-tuning.js';
import type { TuningInput } from './tuning-input.js';

/**
 * What is searched for each number of nodes; all of it before the first search, since what is wrong with the last is not to cost the
 * time of the others. `proofRuns` are the runs of a candidate in a scenario.
 * @throws CodedError USAGE for whatever cannot be run
 */
export async function planSizes(input: TuningInput, proofRuns: number): Promise<TuningPlan[]> {
  const sizes = input.nodes.length > 0 ? input.nodes : [undefined];
  const plans: TuningPlan[] = [];
  for (const nodes of sizes) plans.push(await planTuning(input, nodes, plans[0]?.present.seed, proofRuns));
  if (proofRuns > 0 && plans[0]!.present.sim) refuseProof();
  return plans;
}

function refuseProof(): never {
  throw new CodedError('USAGE', 'sim: a proof runs on real nodes, which ignore the section sim', {
    remedy: 'Use --no-proof, or remove the section sim and the SIMULATION flags.',
  });
}
