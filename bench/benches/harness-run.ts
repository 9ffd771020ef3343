import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze } from '../analysis/analyze.js';
import { createJournalWriter, loadJournal } from '../journal/journal.js';
import { runExperiment } from '../run/runner.js';
import { parseSpecYaml } from '../spec/input/document.js';
import { resolveSpec } from '../spec/input/resolve.js';
import { syntheticRuntime } from './synthetic-runtime.js';

/** What the harness takes for one update over so many nodes; printed as JSON by this program, which runs in a process of its own. */
export interface HarnessCost {
  readonly nodes: number;
  /** Collecting and writing; reading; analysing, s. */
  readonly seconds: { readonly run: number; readonly load: number; readonly analyze: number };
  /** Of all threads, s. */
  readonly cpuSeconds: number;
  readonly peakMemoryMiB: number;
  readonly journalMiB: number;
  readonly reach: number | undefined;
}

async function harnessOver(nodes: number): Promise<HarnessCost> {
  const given = `runtime: sim\nseed: 1\ncluster: { nodes: ${nodes} }\nprotocol: { mode: push, detector: none }\n`;
  const spec = resolveSpec(parseSpecYaml(`${given}workload: { updates: 1, rate: 0 }\n`, 'spec.yaml'));
  const folder = await mkdtemp(join(tmpdir(), 'gossip-bench-'));
  const path = join(folder, 'journal.ndjson.gz');
  try {
    const startedMs = performance.now();
    const { error } = await runExperiment(spec, {
      runId: 'bench',
      runtime: syntheticRuntime(),
      journal: createJournalWriter(path, { timely: false }),
      logDirectory: folder,
      provisionLinks: async () => undefined,
      confirmerFor: () => undefined,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    if (error) throw error;
    const ranMs = performance.now();
    const { events } = await loadJournal(path);
    const loadedMs = performance.now();
    const { metrics } = analyze(spec, events);
    const endMs = performance.now();
    const { user, system } = process.cpuUsage();
    return {
      nodes,
      seconds: {
        run: (ranMs - startedMs) / 1000,
        load: (loadedMs - ranMs) / 1000,
        analyze: (endMs - loadedMs) / 1000,
      },
      cpuSeconds: (user + system) / 1e6,
      peakMemoryMiB: process.resourceUsage().maxRSS / 1024,
      journalMiB: (await stat(path)).size / 2 ** 20,
      reach: metrics.reach,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

console.log(JSON.stringify(await harnessOver(Number(process.argv[2]))));
