import type { NightResult } from '../../nightly/night-result.js';
import { metricCatalog } from '../metric-catalog.js';

type Labels = Readonly<Record<string, string>>;

/** A night's medians as OpenMetrics text (openmetrics.io, version 1.0.0). What is beyond the deadline is +Inf. */
export function openMetricsText(night: NightResult): string {
  const { suite, machine, commit = '', entries, regressions, improvements, durationMs, startedAt } = night;
  const common = { suite, machine, commit };
  const seconds = new Date(startedAt).getTime() / 1000;
  const figures = entries.flatMap(({ name, medians }) =>
    Object.entries(medians).map(([metric, value]) => {
      const unit = metricCatalog.find(({ path }) => path === metric)?.unit ?? '';
      const labels = { ...common, entry: name, metric, unit };
      return sample('gossip_bench_figure', labels, typeof value === 'number' ? String(value) : '+Inf');
    }),
  );
  return [
    ...family('gossip_bench_figure', 'Median of a figure over the undisturbed runs of the night.', figures),
    ...family('gossip_bench_regressions', 'Number of confirmed regressions.', [
      sample('gossip_bench_regressions', common, String(regressions.length)),
    ]),
    ...family('gossip_bench_improvements', 'Number of figures that got better.', [
      sample('gossip_bench_improvements', common, String(improvements.length)),
    ]),
    ...family(
      'gossip_bench_night_started_seconds',
      'Start of the night.',
      [sample('gossip_bench_night_started_seconds', common, String(seconds))],
      'seconds',
    ),
    ...family(
      'gossip_bench_night_duration_seconds',
      'Duration of the night.',
      [sample('gossip_bench_night_duration_seconds', common, String(durationMs / 1000))],
      'seconds',
    ),
    '# EOF\n',
  ].join('\n');
}

const family = (name: string, help: string, samples: readonly string[], unit?: string): string[] => [
  `# TYPE ${name} gauge`,
  ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
  `# HELP ${name} ${help}`,
  ...samples,
];

const sample = (name: string, labels: Labels, value: string): string =>
  `${name}{${Object.entries(labels)
    .map(([label, text]) => `${label}="${escaped(text)}"`)
    .join(',')}} ${value}`;

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
