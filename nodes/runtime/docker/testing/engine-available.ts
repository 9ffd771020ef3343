import { describe } from 'vitest';
import { detectEngine } from '../engine/engine.js';

const engine = await detectEngine(3_000);
/** Where an engine is required, as in CI, its tests run and fail instead of being skipped. */
const required = Boolean(process.env.GOSSIP_BENCH_REQUIRE_ENGINE);

/** A group of tests that needs the container engine; where none answers each of them is reported as skipped. */
export function describeWithEngine(name: string, tests: () => void): void {
  if (engine.available || required) describe(name, tests);
  else describe.skip(`${name} (no engine: ${engine.reason})`, tests);
}
