import type { HistoryRecord } from '../../store/history/record.js';
import { metricCatalog } from '../metric-catalog.js';

const columns = [
  'time',
  'commit',
  'night',
  'suite',
  'entry',
  'definition',
  'part',
  'runtime',
  'machine',
  'overrides',
  'runId',
  'status',
  'metric',
  'unit',
  'value',
] as const;

/** The history as CSV (RFC 4180): a line a run and figure, with a header. */
export function historyCsv(records: readonly HistoryRecord[]): string {
  const units = new Map(metricCatalog.map(({ path, unit }) => [path, unit]));
  const rows = records.map((record) => {
    const fields = { ...record, commit: record.commit ?? '', unit: units.get(record.metric) ?? '' };
    return columns.map((column) => field(fields[column])).join(',');
  });
  return [columns.join(','), ...rows].map((line) => `${line}\r\n`).join('');
}

/** Texts that a spreadsheet would take for a formula begin with an apostrophe (OWASP, 'CSV injection'); numbers stay numbers. */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
