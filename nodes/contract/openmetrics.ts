import { counterNames, type NodeCounters } from './counters.js';

/** Further series of one implementation, by metric name. */
export type ExtraCounters = Readonly<Record<string, number>>;

const gauges: ReadonlySet<string> = new Set([
  counterNames.residentMemoryBytes,
  counterNames.timerLatenessSeconds,
]);

export const openMetricsContentType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** The OpenMetrics 1.0 text of a node's counters: one family a metric, without labels, closed by `# EOF`. */
export function formatOpenMetrics(counters: NodeCounters, extra: ExtraCounters = {}): string {
  const series = Object.entries(counterNames).map(
    ([field, name]) => [name, counters[field as keyof NodeCounters]] as const,
  );
  const families = [...series, ...Object.entries(extra)].map(([name, value]) => family(name, value));
  return `${families.join('')}# EOF\n`;
}

function family(name: string, value: number): string {
  // A counter's family is named without the suffix that its samples carry.
  return gauges.has(name)
    ? `# TYPE ${name} gauge\n${name} ${value}\n`
    : `# TYPE ${name.replace(/_total$/, '')} counter\n${name} ${value}\n`;
}

/**
 * Reads the counters back; series with other names, labels or timestamps beside the value are allowed.
 * @throws Error naming the metric that is missing or no number.
 */
export function parseOpenMetrics(text: string): NodeCounters {
  const samples = readSamples(text);
  const fields = Object.entries(counterNames).map(([field, name]) => {
    const value = samples.get(name);
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
