import { formatNumber, type Quantity, quantity } from './format.js';

export type MetricGroup = 'dissemination' | 'cost' | 'load' | 'recovery' | 'detection' | 'correctness';

/** One headline figure: where it stands in result.json, what it is called, and how it is shown. */
export interface CatalogMetric {
  /** Dotted path under `metrics`; thresholds use the same names. */
  readonly path: string;
  readonly label: string;
  readonly group: MetricGroup;
  /** What it is, in one sentence; the definition is in bench/METRICS.md. */
  readonly description: string;
  /** The unit of the value in result.json. */
  readonly unit: string;
  readonly better: 'lower' | 'higher' | 'neither';
  readonly format: (value: number | string) => Quantity;
}

type Format = CatalogMetric['format'];

/** A percentile among undelivered pairs is a text, and stays one. */
export const orText =
  (format: (value: number) => Quantity): Format =>
  (value) =>
    typeof value === 'string' ? { value, unit: '' } : format(value);

export const inUnit = (unit: string): Format => orText((value) => quantity(value, unit));
export const plain: Format = orText((value) => ({ value: formatNumber(value), unit: '' }));

/** A figure of the catalog, in short. */
export type Row = readonly [
  path: string,
  label: string,
  unit: string,
  better: CatalogMetric['better'],
  format: Format,
  description: string,
];
