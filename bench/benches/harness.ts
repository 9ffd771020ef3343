import Table from 'cli-table3';
import { execa } from 'execa';
import { builtProgram } from '../../nodes/package-root.js';
import type { HarnessCost } from './harness-run.js';

const sizes = [10_000, 100_000, 1_000_000];

/**
 * What the harness takes for one update over so many nodes that are in one process and cost nothing themselves: reading them, writing the journal,
 * reading that again, analysing it. Most of the smallest row is the start of a process.
 */
export async function benchHarness(): Promise<void> {
  const head = ['nodes', 'run, s', 'read, s', 'analyse, s', 'CPU, s', 'peak memory MiB', 'journal MiB'];
  const table = new Table({
    head,
    style: { head: [], border: [] },
    colAligns: head.map(() => 'right' as const),
  });
  for (const nodes of sizes) {
    const { seconds, cpuSeconds, peakMemoryMiB, journalMiB } = await costOf(nodes);
    const times = [seconds.run, seconds.load, seconds.analyze, cpuSeconds].map((time) => time.toFixed(2));
    table.push([nodes.toLocaleString('en'), ...times, peakMemoryMiB.toFixed(0), journalMiB.toFixed(1)]);
  }
  console.log(`${table.toString()}\n`);
}

/** In a process of its own, whose memory and warm-up are its own. */
async function costOf(nodes: number): Promise<HarnessCost> {
  const program = builtProgram('bench/benches/harness-run');
  const { stdout } = await execa(process.execPath, [program, String(nodes)]);
  return JSON.parse(stdout) as HarnessCost;
}
