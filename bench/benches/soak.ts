import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchRuntime, withCluster } from './cluster-start.js';
import type { Holdings } from './soak-leaks.js';
import { soak } from './soak-loop.js';

const usage = 'usage: npm run bench -- soak [--cycles <count>] [--minutes <number>]';

/**
 * A small cluster of the process runtime, with its proxies, started and stopped 1,000 times or for ten minutes: descriptors, child processes, heap and
 * temporary files are as many at the end as at the start. Fails where they are not.
 */
export async function benchSoak(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { cycles: { type: 'string', default: '1000' }, minutes: { type: 'string', default: '10' } },
  });
  const [cycles, minutes] = [Number(values.cycles), Number(values.minutes)];
  if (!(cycles >= 1) || !(minutes > 0)) throw new Error(usage);
  const folder = await mkdtemp(join(tmpdir(), 'gossip-bench-soak-'));
  // Whatever asks for a place for temporary files gets this one.
  process.env.TMPDIR = folder;
  const runtime = benchRuntime('process');
  const cycle = (): Promise<void> =>
    withCluster(runtime, { nodes: 2, links: 'proxy' }, async (cluster) => {
      await cluster.control(cluster.nodeIds[0]!).members();
    });
  const { leaks, before, after, elapsedMs, ...done } = await soak(cycle, {
    cycles,
    limitMs: minutes * 60_000,
    warmUpCycles: 10,
    folder,
    onCycle: (count, now) => console.error(`${count} cycles: ${text(now)}`),
  });
  await rm(folder, { recursive: true });
  console.log(`${done.cycles} cycles of start and stop in ${(elapsedMs / 60_000).toFixed(1)} min`);
  console.log(`before: ${text(before)}`);
  console.log(`after:  ${text(after)}`);
  for (const leak of leaks) console.log(`LEAK: ${leak}`);
  if (leaks.length > 0) process.exitCode = 1;
  else console.log('Nothing is left of them.\n');
}

const text = ({ descriptors, children, heapBytes, temporaryFiles }: Holdings): string =>
  `${descriptors} descriptors, ${children} child processes, ${(heapBytes / 2 ** 20).toFixed(1)} MiB of heap, ${temporaryFiles} temporary files`;
