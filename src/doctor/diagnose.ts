import { detectEngine } from '../../nodes/runtime/docker/engine/engine.js';
import type { CheckResult, Machine } from './check.js';
import { checks } from './table.js';

export interface Diagnosis {
  readonly checks: readonly CheckResult[];
  /** The main job can run: nothing that is required is missing. */
  readonly ok: boolean;
}

const detectionLimitMs = 3_000;

/** Runs every check on this machine. */
export async function diagnose(environment: NodeJS.ProcessEnv = process.env): Promise<Diagnosis> {
  const machine: Machine = { environment, engine: await detectEngine(detectionLimitMs) };
  const results = await Promise.all(
    checks.map(async ({ name, why, examine }) => ({ name, why, ...(await examine(machine)) })),
  );
  return {
    checks: results,
    ok: checks.every(({ required }, i) => !required || results[i]?.status !== 'missing'),
  };
}
