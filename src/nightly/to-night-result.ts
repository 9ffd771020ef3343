import type { Verdict } from '../../bench/result/result.js';
import { summarizeFigures } from '../experiment/group.js';
import { thisMachineId } from '../history/machine-id.js';
import type { HistoryRecord } from '../store/history/record.js';
import type { ChangedFigure, NightResult, NightRun, Regression } from './night-result.js';
import { improvementText, regressionText } from './regression-text.js';
import type { EntryRun } from './run-entries.js';
import type { NightFacts } from './to-records.js';
import { watchedMetrics } from './watched-metrics.js';

interface NightParts {
  readonly facts: NightFacts;
  readonly started: Date;
  readonly parts: Readonly<Record<HistoryRecord['part'], readonly EntryRun[]>>;
  /** Suspicions, judged by the runs of the confirmation. */
  readonly judged: readonly Regression[];
  readonly improvements: readonly ChangedFigure[];
  /** Of fewer undisturbed runs an entry is not judged. */
  readonly fewest: number;
  /** What a reader should know besides. */
  readonly notes: readonly string[];
  readonly firstNight: boolean;
}

export function toNightResult(night: NightParts): NightResult {
  const { facts, started, parts, judged } = night;
  const regressions = judged.filter(({ confirmed }) => confirmed);
  return {
    schemaVersion: 1,
    kind: 'night',
    ...facts,
    startedAt: started.toISOString(),
    durationMs: Date.now() - started.getTime(),
    machine: thisMachineId(),
    verdict: verdictOf(night, regressions),
    regressions,
    dismissed: judged.filter(({ confirmed }) => !confirmed),
    improvements: [...night.improvements],
    entries: namesOf(parts.night).map((name) => ({
      name,
      runs: (['night', 'confirmation'] as const).flatMap((part) =>
        ofEntry(parts[part], name).map((run) => nightRun(run, part)),
      ),
      medians: mediansOf(ofEntry(parts.night, name)),
    })),
  };
}

const namesOf = (runs: readonly EntryRun[]): string[] => [...new Set(runs.map(({ entry }) => entry.name))];
const ofEntry = (runs: readonly EntryRun[], name: string): EntryRun[] =>
  runs.filter(({ entry }) => entry.name === name);
const isUndisturbed = ({ result }: EntryRun): boolean =>
  result.state === 'completed' && result.verdict.status !== 'unknown';

function nightRun({ result, folder }: EntryRun, part: HistoryRecord['part']): NightRun {
  const { runId, verdict, state } = result;
  const status = state === 'completed' ? verdict.status : 'fail';
  const reason = status === 'pass' ? undefined : (verdict.reasons[0] ?? state);
  return { runId, path: folder.path, part, status, ...(reason === undefined ? {} : { reason }) };
}

function mediansOf(runs: readonly EntryRun[]): Record<string, number | string> {
  const summary = summarizeFigures(runs.filter(isUndisturbed).map(({ result }) => result.metrics));
  return Object.fromEntries(
    watchedMetrics.flatMap(({ path }) => (summary[path] ? [[path, summary[path].median]] : [])),
  );
}

/** A confirmed regression or a run that failed fails the night; an entry with too few undisturbed runs leaves it unknown. */
function verdictOf(night: NightParts, regressions: readonly Regression[]): Verdict {
  const { parts, notes, firstNight, fewest } = night;
  const failures = [...parts.night, ...parts.confirmation].flatMap(failureText);
  const unjudged = [
    ...unjudgedEntries(parts.night, fewest),
    ...unjudgedEntries(parts.confirmation, fewest).map((text) => `To confirm the regressions: ${text}`),
  ];
  const bad = [...regressions.map(regressionText), ...failures];
  const status = bad.length > 0 ? 'fail' : unjudged.length > 0 ? 'unknown' : 'pass';
  const calm = firstNight
    ? 'First night on this machine: nothing to compare with yet.'
    : 'No figure is worse than in earlier nights.';
  const better = night.improvements.map(improvementText);
  const others = regressions.length === 0 ? [calm] : [];
  return { status, reasons: [...bad, ...unjudged, ...others, ...better, ...notes] };
}

function failureText({ entry, result }: EntryRun): string[] {
  const { runId, state, phase, verdict } = result;
  if (state !== 'completed') return [`${entry.name}, run ${runId}: ${state} in phase ${phase}.`];
  return verdict.status === 'fail' ? [`${entry.name}, run ${runId}: ${verdict.reasons[0]}`] : [];
}

const unjudgedEntries = (runs: readonly EntryRun[], fewest: number): string[] =>
  namesOf(runs).flatMap((name) => {
    const ofThis = ofEntry(runs, name);
    const unknown = ofThis.filter((run) => !isUndisturbed(run));
    if (ofThis.length - unknown.length >= fewest) return [];
    const reason = unknown[0]?.result.verdict.reasons[0] ?? 'no run completed';
    return [
      `${name} is not judged: ${unknown.length} of ${ofThis.length} runs support no verdict. ${reason}`,
    ];
  });
