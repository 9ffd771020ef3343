import { machineId } from '../history/machine-id.js';
import { readMetric } from '../report/metric-catalog.js';
import type { HistoryRecord } from '../store/history/record.js';
import type { EntryRun } from './run-entries.js';
import { watchedMetrics } from './watched-metrics.js';

/** What all records of a night share. */
export interface NightFacts {
  readonly night: string;
  readonly suite: string;
  readonly overrides: string;
  readonly commit?: string;
}

/** The watched figures of a run as lines of the history; none of a run that did not complete. */
export function toRecords(
  { entry, result }: EntryRun,
  facts: NightFacts,
  part: HistoryRecord['part'],
): HistoryRecord[] {
  if (result.state !== 'completed') return [];
  return watchedMetrics.flatMap(({ path }) => {
    const value = readMetric(result.metrics, path);
    if (value === undefined) return [];
    return [
      {
        schemaVersion: 1,
        time: result.context.startedAt,
        ...facts,
        entry: entry.name,
        definition: entry.definition,
        part,
        runtime: result.context.runtime,
        machine: machineId(result.context.machine),
        versions: versionsText(result.context.versions),
        runId: result.runId,
        status: result.verdict.status,
        metric: path,
        value,
      },
    ];
  });
}

const versionsText = (versions: Readonly<Record<string, string>>): string =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .sort()
    .join(', ');
