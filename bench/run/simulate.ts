import { confirmerFor, linkControlFor } from '../../chaos/link-control/cluster-links.js';
import { simRuntime } from '../../nodes/runtime/sim/sim-runtime.js';
import type { Analysis } from '../analysis/analysis.js';
import { analyze } from '../analysis/analyze.js';
import type { RunEvent } from '../journal/journal-event.js';
import type { Phase } from '../journal/phase.js';
import type { Spec } from '../spec/spec.js';
import { runExperiment } from './runner.js';

/**
 * Runs a spec in virtual time, in memory, whatever its runtime is: the same spec and seed give the same events on every machine.
 * `measured` as in `analyze`.
 * @throws what ended it early
 */
export async function simulate(
  spec: Spec,
  signal: AbortSignal = new AbortController().signal,
  measured?: ReadonlySet<Phase>,
): Promise<{ readonly events: readonly RunEvent[]; readonly analysis: Analysis }> {
  // In virtual time the load has no process of its own; it is the same load.
  const workload = { ...spec.workload, generator: 'harness' } as const;
  const simulated: Spec = { ...spec, runtime: 'sim', workload };
  const events: RunEvent[] = [];
  const { error } = await runExperiment(simulated, {
    runId: 'simulation',
    runtime: simRuntime(),
    journal: { append: (event) => void events.push(event), flush: async () => {}, close: async () => {} },
    logDirectory: '',
    provisionLinks: async () => {},
    confirmerFor,
    linkControlFor,
    onProgress: () => undefined,
    signal,
  });
  if (error) throw error;
  return { events, analysis: analyze(simulated, events, measured) };
}
