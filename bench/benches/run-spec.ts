import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { confirmerFor, linkControlFor } from '../../chaos/link-control/cluster-links.js';
import { provisionLinks } from '../../chaos/link-control/provision-links.js';
import type { Runtime } from '../../nodes/runtime/cluster.js';
import type { Analysis } from '../analysis/analysis.js';
import { analyze } from '../analysis/analyze.js';
import { createJournalWriter, loadJournal } from '../journal/journal.js';
import type { RunPrograms } from '../run/run-programs.js';
import { runExperiment } from '../run/runner.js';
import type { Spec } from '../spec/spec.js';

/** Runs a spec and discards its files; throws what ended it early. */
export async function runSpec(
  runtime: Runtime,
  spec: Spec,
  runId: string,
  programs?: RunPrograms,
): Promise<Analysis> {
  const folder = await mkdtemp(join(tmpdir(), 'gossip-bench-'));
  const journal = join(folder, 'journal.ndjson.gz');
  try {
    const { error } = await runExperiment(spec, {
      runId,
      runtime,
      journal: createJournalWriter(journal),
      logDirectory: join(folder, 'logs'),
      programs,
      provisionLinks,
      confirmerFor,
      linkControlFor,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    if (error) throw error;
    return analyze(spec, (await loadJournal(journal)).events);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
