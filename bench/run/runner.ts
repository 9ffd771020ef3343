import { isDegraded, type LinkQuality } from '../../chaos/faults/link-quality.js';
import type { ConfirmBaseLinks, LinkControl } from '../../chaos/link-control/link-control.js';
import { stateOf } from '../../chaos/link-control/link-state.js';
import type { CodedError } from '../../nodes/coded-error.js';
import type { NodeDescription } from '../../nodes/contract/capabilities.js';
import type { Clock } from '../../nodes/runtime/clock.js';
import type { ClusterPlan, Link, RunningCluster, Runtime } from '../../nodes/runtime/cluster.js';
import type { RelayDoor } from '../../nodes/runtime/relay-door.js';
import type { JournalWriter } from '../journal/journal.js';
import type { Phase } from '../journal/phase.js';
import { Recorder } from '../journal/recorder.js';
import { toSpecInput } from '../spec/input/to-input.js';
import type { Spec } from '../spec/spec.js';
import { specDigests } from '../spec/spec-digests.js';
import { createChaosDriver } from './chaos-driver.js';
import { recordLoss } from './cluster-loss.js';
import { describeCluster } from './describe-cluster.js';
import { implementationVersions } from './implementation-versions.js';
import { confirmLinkQuality } from './link-quality.js';
import { drain } from './phases/drain.js';
import { fault } from './phases/fault.js';
import { idle } from './phases/idle.js';
import { profiled, profiledNode } from './phases/profiled.js';
import { rampUp } from './phases/ramp-up.js';
import { recovery } from './phases/recovery.js';
import { spread } from './phases/spread.js';
import { steady } from './phases/steady.js';
import { warmUp } from './phases/warm-up.js';
import type { ProgressEvent } from './progress.js';
import { beginJournal, endJournal } from './run-journal.js';
import type { RunEnd, RunOutcome } from './run-outcome.js';
import { endOf } from './run-outcome.js';
import type { RunParts } from './run-parts.js';
import { createRunParts } from './run-parts.js';
import { type RunPrograms, replacementIn } from './run-programs.js';
import { HarnessSampler } from './watch/harness-sampler.js';
import { readDatagrams } from './watch/read-datagrams.js';
import { readLinkTraffic } from './watch/read-link-traffic.js';

/** What the runner needs of its surroundings; it never learns which runtime or injector it drives. */
export interface RunnerDeps {
  readonly runId: string;
  readonly runtime: Runtime;
  readonly journal: JournalWriter;
  readonly logDirectory: string;
  /** What the nodes run, where it is not the reference, and what takes their place. */
  readonly programs?: RunPrograms | undefined;
  /** Creates the proxies of all links, with the base links' toxics. */
  readonly provisionLinks: (
    apiUrl: string,
    links: readonly Link[],
    quality: LinkQuality | undefined,
    relay?: RelayDoor,
  ) => Promise<void>;
  /** Confirms what the base links are like; undefined with direct links. */
  readonly confirmerFor: (cluster: RunningCluster) => ConfirmBaseLinks | undefined;
  /** How scenarios change links; undefined with direct links. A runner for specs without chaos needs none. */
  readonly linkControlFor?: (cluster: RunningCluster, clock: Clock) => LinkControl | undefined;
  /** Given: one node is profiled in the steady phase, and its CPU profile is handed over. */
  readonly keepProfile?: ((profile: string) => Promise<void>) | undefined;
  readonly onProgress: (event: ProgressEvent) => void;
  readonly signal: AbortSignal;
}

/** The harness reads itself so often, whatever phase it is in: a gap shows that it was stopped, or starved. */
const heartbeatMs = 1_000;

/** A node whose harness is silent for so long ends by itself. */
const leaseMs = 10_000;

/**
 * Runs one experiment through its phases and writes its journal. Resolves whatever happens to the cluster (the outcome
 * says what); the cluster is gone when it resolves. Rejects only where the journal itself cannot be written.
 */
export async function runExperiment(spec: Spec, deps: RunnerDeps): Promise<RunOutcome> {
  const { clock } = deps.runtime;
  const recorder = new Recorder(deps.journal, clock);
  const harness = clock.isVirtual ? undefined : new HarnessSampler();
  const name = {
    runId: deps.runId,
    startedAt: clock.date().toISOString(),
    spec: specDigests(toSpecInput(spec)),
  };
  const losses = new AbortController();
  const signal = AbortSignal.any([deps.signal, losses.signal]);
  let described: NodeDescription[] = [];
  let cluster: RunningCluster | undefined;
  let parts: RunParts | undefined;
  let end: RunEnd;
  let heartbeat: NodeJS.Timeout | undefined;
  try {
    enter('up', recorder, deps);
    const links = baseLinks(spec, deps, recorder);
    cluster = await deps.runtime.start(planOf(spec, deps), links.hooks, signal);
    cluster.onLoss((loss) => losses.abort(recordLoss(loss, recorder)));
    await beginJournal(cluster, recorder, clock, name);
    described = await describeCluster(cluster, recorder);
    if (harness)
      heartbeat = setInterval(() => recorder.record(harness.sample(recorder.nowMs())), heartbeatMs);
    const { onProgress } = deps;
    const anomalous = (error: CodedError): void => losses.abort(error);
    const given = { spec, described, cluster, clock, recorder, harness, onProgress, signal, end: anomalous };
    parts = createRunParts(given);
    await runPhases(parts, links.window, deps);
    end = { state: 'completed', phase: 'down' };
  } catch (error) {
    end = await endOf(error, recorder.phase, deps.signal, losses.signal);
    await parts?.collector.salvage();
  }
  clearInterval(heartbeat);
  await parts?.generator.end();
  await cluster?.stop();
  endJournal(end, recorder, deps.runtime, name);
  await deps.journal.close();
  return { ...end, versions: { ...cluster?.versions, ...implementationVersions(described) } };
}

async function runPhases(parts: RunParts, window: LinkWindow, deps: RunnerDeps): Promise<void> {
  const { spec, cluster, clock, recorder, collector } = parts;
  const counted = countedPhases(spec);
  const step = async (
    phase: Phase,
    expectedMs: number,
    act: (parts: RunParts) => Promise<void>,
  ): Promise<void> => {
    enter(phase, recorder, deps, expectedMs);
    await Promise.all([collector.sample(), readDatagrams(cluster, recorder)]);
    await act(parts);
    await Promise.all([collector.sample(), readDatagrams(cluster, recorder)]);
    if (!counted.has(phase) || !cluster.linkTraffic) return;
    await readLinkTraffic(cluster, recorder);
    // What nodes say of the same moment is between the readings before and after.
    await collector.sample();
  };
  const { quality } = spec.cluster;
  const confirmer = isDegraded(quality) ? deps.confirmerFor(cluster) : undefined;
  if (confirmer) await confirmLinkQuality(quality, cluster.nodeIds, window, confirmer, recorder);
  await step('warmUp', 2_000, warmUp);
  const { rampUpMs, durationMs } = spec.phases;
  const isLoaded = spec.workload.ratePerSecond > 0 && durationMs > 0;
  if (isLoaded && rampUpMs > 0) await step('rampUp', rampUpMs, rampUp);
  if (spec.workload.updates > 0) await step('spread', 3_000, spread);
  if (isLoaded) {
    const { keepProfile } = deps;
    const measured = keepProfile ? () => profiled(parts, keepProfile) : () => steady(parts);
    await step('steady', durationMs, measured);
  }
  if (spec.chaos) {
    const { windowMs, recoveryMs } = spec.chaos;
    const links = deps.linkControlFor?.(cluster, clock);
    const driver = createChaosDriver(parts, spec.chaos, links, replacementIn(deps.programs));
    await step('fault', windowMs, () => fault(parts, driver, windowMs));
    await step('recovery', 3_000, () => recovery(parts, recoveryMs));
  }
  await step('drain', 2_000, drain);
  if (spec.phases.idleMs > 0) await step('idle', spec.phases.idleMs, idle);
  enter('down', recorder, deps);
}

/** At whose ends the links are read: the cost is taken from the first to the second, and the third is the run's. */
const countedPhases = ({ phases, workload, chaos }: Spec): ReadonlySet<Phase> => {
  const lastLoaded = workload.ratePerSecond > 0 && phases.durationMs > 0 ? 'steady' : 'spread';
  return new Set(['warmUp', chaos ? lastLoaded : 'drain', phases.idleMs > 0 ? 'idle' : 'drain']);
};

function enter(phase: Phase, recorder: Recorder, deps: RunnerDeps, expectedMs?: number): void {
  deps.signal.throwIfAborted();
  recorder.enter(phase);
  deps.onProgress({ kind: 'phase', phase, ...(expectedMs === undefined ? {} : { expectedMs }) });
}

const planOf = (spec: Spec, deps: RunnerDeps): ClusterPlan => ({
  runId: deps.runId,
  nodes: spec.cluster.nodes,
  programs: deps.programs?.ofNodes,
  replacements: [...(deps.programs?.replacements.values() ?? [])],
  protocol: spec.protocol,
  links: spec.cluster.links,
  quality: isDegraded(spec.cluster.quality) ? stateOf(spec.cluster.quality) : undefined,
  simulation: spec.sim,
  seed: spec.seed,
  logDirectory: deps.logDirectory,
  leaseMs,
  limits: { memoryMiB: spec.cluster.memoryMiB, cpus: spec.cluster.cpus },
  basePort: spec.cluster.basePort,
  profiledNode: deps.keepProfile ? profiledNode : undefined,
  allowAttacks: spec.chaos?.steps.some((one) => one.fault.kind === 'malicious') ?? false,
});

/** When the base links' toxics were put on, on the harness's clock, ms. */
interface LinkWindow {
  fromMs: number;
  toMs: number;
}

function baseLinks(spec: Spec, deps: RunnerDeps, recorder: Recorder) {
  const window: LinkWindow = { fromMs: 0, toMs: 0 };
  const quality = isDegraded(spec.cluster.quality) ? spec.cluster.quality : undefined;
  const hooks = {
    provisionLinks: async (apiUrl: string, links: readonly Link[], relay?: RelayDoor): Promise<void> => {
      window.fromMs = deps.runtime.clock.nowMs();
      await deps.provisionLinks(apiUrl, links, quality, relay);
      window.toMs = deps.runtime.clock.nowMs();
    },
    onNodeUp: (up: number, total: number) => deps.onProgress({ kind: 'nodesUp', up, total }),
    onNotice: (text: string) => deps.onProgress({ kind: 'notice', text }),
    onRemark: (code: string, text: string) => {
      recorder.note(code, text);
      deps.onProgress({ kind: 'notice', text });
    },
  };
  return { window, hooks };
}
