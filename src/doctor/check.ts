import type { EngineDetection } from '../../nodes/runtime/docker/engine/engine.js';

/** How a check ended. `warning`: the main job runs without it, in a smaller or slower way. */
export type CheckStatus = 'ok' | 'warning' | 'missing';

/** A check's finding about this machine. */
export interface Finding {
  readonly status: CheckStatus;
  /** What is there: version, value, place; or that nothing is. */
  readonly found: string;
  /** What to do about it, one step a line; absent where all is in order. */
  readonly remedy?: string;
}

export interface CheckResult extends Finding {
  readonly name: string;
  /** Why it matters for a measurement. */
  readonly why: string;
}

/** Facts that several checks use, gathered once. */
export interface Machine {
  readonly environment: NodeJS.ProcessEnv;
  readonly engine: EngineDetection;
}

/** One thing that doctor looks at: one file, and one line in the table. */
export interface Check {
  readonly name: string;
  readonly why: string;
  /** The main job cannot run while this is missing. */
  readonly required: boolean;
  /** Looks, and changes nothing. */
  examine(machine: Machine): Promise<Finding> | Finding;
}
