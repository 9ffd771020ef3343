import { counterNames, type NodeCounters, optionalCounters } from './counters.js';

/** Further series of one implementation, by metric name: a value, or one for each value of a label. */
export type ExtraCounters = Readonly<Record<string, number | LabelledValues>>;

/** The parts of a counter, as `name{label="…"} value`. */
export interface LabelledValues {
  readonly label: string;
  readonly values: ReadonlyMap<string, number>;
}

const gauges: ReadonlySet<string> = new Set([
  counterNames.residentMemoryBytes,
  counterNames.timerLatenessSeconds,
  counterNames.hotUpdates,
]);

export const openMetricsContentType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/**
 * The OpenMetrics 1.0 text of a node's counters: one family a metric, closed by `# EOF`. Without labels, but for those of
 * `extra`; where that has the parts of a counter, they stand in its place.
 */
export function formatOpenMetrics(counters: NodeCounters, extra: ExtraCounters = {}): string {
  const series = Object.entries(counterNames).map(
    ([field, name]) => [name, counters[field as keyof NodeCounters]] as const,
  );
  const all: ExtraCounters = { ...Object.fromEntries(series), ...extra };
  return `${Object.entries(all)
    .map(([name, value]) => family(name, value))
    .join('')}# EOF\n`;
}

function family(name: string, value: number | LabelledValues): string {
  // A counter's family is named without the suffix that its samples carry.
  const type = gauges.has(name) ? `# TYPE ${name} gauge` : `# TYPE ${name.replace(/_total$/, '')} counter`;
  if (typeof value === 'number') return `${type}\n${name} ${value}\n`;
  const samples = [...value.values].map(([part, count]) => `${name}{${value.label}="${part}"} ${count}\n`);
  // A family without samples would look like a metric that is missing.
  return `${type}\n${samples.join('') || `${name} 0\n`}`;
}

/**
 * Reads the counters back; series with other names, labels or timestamps beside the value are allowed.
 * @throws Error naming the metric that is missing or no number.
 */
export function parseOpenMetrics(text: string): NodeCounters {
  const samples = readSamples(text);
  const fields = Object.entries(counterNames).map(([field, name]) => {
    const isOptional = optionalCounters.has(field as keyof NodeCounters);
    const value = samples.get(name) ?? (isOptional ? 0 : undefined);
    if (value === undefined || !Number.isFinite(value))
      throw new Error(`metric ${name} is ${value ?? 'missing'}`);
    return [field, value] as const;
  });
  return Object.fromEntries(fields) as NodeCounters;
}

/** Sum of the samples of each metric, so that a labelled series counts as the whole of its parts. */
function readSamples(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const [, name, value] of text.matchAll(/^([a-zA-Z_:][\w:]*)(?:\{[^\n]*\})? (\S+)/gm)) {
    if (name !== undefined) samples.set(name, (samples.get(name) ?? 0) + Number(value));
  }
  return samples;
}
