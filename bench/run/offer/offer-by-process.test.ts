import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolConfigSchema } from '../../../nodes/protocol/node/config.js';
import { processRuntime } from '../../../nodes/runtime/process/process-runtime.js';
import { Workshop } from '../../../nodes/runtime/process/testing/workshop.js';
import { analyze } from '../../analysis/analyze.js';
import type { RunEvent } from '../../journal/journal-event.js';
import type { Spec } from '../../spec/spec.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { judge } from '../../verdict/verdict.js';
import { workloadSchema } from '../../workload/workload.js';
import { runExperiment } from '../runner.js';

const spec = (workload: object): Spec =>
  resolvedSpec({
    protocol: protocolConfigSchema.parse({ intervalMs: 50, fanout: 2, detector: 'none' }),
    workload: workloadSchema.parse({ updates: 0, generator: 'autocannon', ...workload }),
    phases: { warmUpMs: 10_000, durationMs: 2_000, idleMs: 0, deadlineMs: 10_000 },
  });

describe('load by autocannon in a process of its own', () => {
  let workshop: Workshop;
  beforeAll(async () => {
    workshop = await Workshop.open();
    await workshop.build('bench/workload/autocannon/main.ts', 'load.mjs');
  });
  afterAll(() => workshop.close());

  /** Runs on real nodes; `appended` is told how many writes have been answered. */
  async function run(given: Spec, appended: (answered: number) => void = () => undefined) {
    const events: RunEvent[] = [];
    let answered = 0;
    const append = (event: RunEvent): void => {
      events.push(event);
      if (event.type !== 'clientWrite') return;
      answered += 1;
      appended(answered);
    };
    let profile: string | undefined;
    const { error } = await runExperiment(given, {
      runId: 'test',
      runtime: processRuntime({ nodeBundle: workshop.nodeBundle, toxiproxyBinary: async () => '' }),
      journal: { append, flush: async () => {}, close: async () => {} },
      logDirectory: `${workshop.directory}/logs`,
      provisionLinks: async () => {},
      confirmerFor: () => undefined,
      keepProfile: async (text) => {
        profile = text;
      },
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    return { error, profile, analysis: analyze(given, events) };
  }

  /** The generator's process. */
  async function generator(): Promise<number> {
    for (const pid of await workshop.processes()) {
      if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('load.mjs')) return pid;
    }
    throw new Error('the generator does not run');
  }

  it('ramps up first where it is asked to, and measures nothing of that', async () => {
    const given = spec({ ratePerSecond: 100, arrivals: 'steady' });
    const { error, analysis } = await run({ ...given, phases: { ...given.phases, rampUpMs: 1_000 } });
    expect(error).toBeUndefined();
    expect(analysis.metrics.load).toMatchObject({ offeredPerSecond: 100 });
    expect(analysis.metrics.load?.writeLatencyMs?.count).toBe(200);
  });

  it('offers what was planned, and every update arrives', async () => {
    const load = { ratePerSecond: 100, arrivals: 'steady', deletions: 0.1 };
    const { error, profile, analysis } = await run(spec(load));
    expect(error).toBeUndefined();
    expect(JSON.parse(profile!)).toMatchObject({ nodes: expect.any(Array), samples: expect.any(Array) });
    expect(analysis.metrics.load).toMatchObject({ offeredPerSecond: 100, pushedBackPerSecond: 0 });
    expect(analysis.metrics.reach).toBe(1);
    expect(analysis.metrics.invariants).toMatchObject({ phantomUpdates: 0, equalDigests: true });
    expect(await workshop.processes()).toEqual([]);
  });

  it('that stood still for a while makes the verdict unknown, and says so', async () => {
    let stopped: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      const pid = await generator();
      process.kill(pid, 'SIGSTOP');
      setTimeout(() => process.kill(pid, 'SIGCONT'), 600);
    };
    const { analysis } = await run(spec({ ratePerSecond: 100 }), (answered) => {
      if (answered > 5) stopped ??= stop();
    });
    await stopped;
    const verdict = judge(spec({}), analysis, []);
    expect(verdict.status).toBe('unknown');
    expect(verdict.reasons).toEqual(
      expect.arrayContaining([expect.stringMatching(/^The load generator sent its writes late/)]),
    );
  });

  it('that ends in mid-run ends the run, and says so', async () => {
    const { error } = await run(spec({ ratePerSecond: 100 }), (answered) => {
      if (answered === 5) void generator().then((pid) => process.kill(pid, 'SIGKILL'));
    });
    expect(error).toMatchObject({ code: 'LOAD_GENERATOR_LOST' });
    expect(await workshop.processes()).toEqual([]);
  });
});
