import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';

const rounds = 7;
const turns = 400;

/** A piece of work like a node's: short objects, text, a table. Its result only keeps it from being left out. */
function work(): number {
  const table = new Map<string, number>();
  for (let i = 0; i < turns; i += 1) {
    const text = JSON.stringify({ key: `key-${i % 50}`, seq: i, value: 'x'.repeat(32) });
    const { key, seq } = JSON.parse(text) as { key: string; seq: number };
    table.set(key, (table.get(key) ?? 0) + seq);
  }
  return table.size;
}

/**
 * How long this machine takes for a fixed piece of work, ms: the median of a few goes, some 10 ms in all. Machines differ several times, so costs
 * that were measured on one are scaled by it.
 */
export function measureMachineMs(): number {
  work();
  const takenMs = Array.from({ length: rounds }, () => {
    const startMs = performance.now();
    work();
    return performance.now() - startMs;
  });
  return takenMs.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!;
}

/** The machine that this program runs on. */
export const thisMachine = (): { readonly cores: number; readonly machineMs: number } => ({
  cores: availableParallelism(),
  machineMs: measureMachineMs(),
});
