import type { Metrics } from '../result/result.js';
import { SimulationPool } from '../search/simulations/simulation-pool.js';
import type { Spec } from '../spec/spec.js';

/** The figures of simulations, in the order of their specs, whatever thread was the quickest. */
export async function simulateAll(specs: readonly Spec[]): Promise<Metrics[]> {
  const pool = new SimulationPool();
  try {
    return await Promise.all(specs.map((spec) => pool.run(spec)));
  } finally {
    await pool.close();
  }
}
