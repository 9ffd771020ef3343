import { closestMatch } from 'leven';
import { CodedError } from '../../nodes/coded-error.js';
import { type MetricKind, type MetricPath, metricAt, metricPaths } from '../result/metric-paths.js';
import type { Metrics } from '../result/result.js';
import { whyPointless } from './attainable.js';

const comparisons = {
  '<=': (a: number, b: number) => a <= b,
  '>=': (a: number, b: number) => a >= b,
  '==': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b,
  '<': (a: number, b: number) => a < b,
  '>': (a: number, b: number) => a > b,
} as const;
type Operator = keyof typeof comparisons;

/** How many of the figure's own unit one of the written unit is. */
const bytes = { B: 1, KB: 1e3, KiB: 2 ** 10, MB: 1e6, MiB: 2 ** 20, GB: 1e9, GiB: 2 ** 30 };
const microseconds = { us: 1e-3, µs: 1e-3, μs: 1e-3 };
const units: Record<MetricKind, Readonly<Record<string, number>>> = {
  time: { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, ...microseconds },
  bytes,
  mebibytes: Object.fromEntries(Object.entries(bytes).map(([unit, size]) => [unit, size / 2 ** 20])),
  share: { '%': 0.01 },
  plain: {},
};

/** One condition on one figure, as `fullDisseminationMs.p99 < 500ms`. */
export interface Threshold {
  /** As written, with surrounding spaces cut. */
  readonly text: string;
  readonly path: MetricPath;
  readonly operator: Operator;
  /** In the figure's own unit. */
  readonly value: number;
  /** Column (from 1) of the value, as written. */
  readonly valueAt: number;
}

export interface ThresholdOutcome {
  readonly outcome: 'pass' | 'fail' | 'unknown';
  /** A text for what is no number: beyond the deadline, or never. */
  readonly measured: number | string | undefined;
}

/**
 * Reads `path operator value`, the value with or without a unit, spaces wherever one likes.
 * @throws CodedError USAGE with the column (from 1) of what is wrong
 */
export function parseThreshold(text: string): Threshold {
  const [, indent = '', name = '', gap = '', operator = '', space = '', rest = ''] =
    /^(\s*)([\w.]*)(\s*)(<=|>=|==|!=|<|>|)(\s*)(.*?)\s*$/su.exec(text) ?? [];
  const nameAt = indent.length + 1;
  const path = metricPaths.get(name);
  if (!path) throw unknownName(text, name, nameAt);
  const operatorAt = nameAt + name.length + gap.length;
  if (!isOperator(operator)) {
    throw refused(text, operatorAt, `expected one of ${Object.keys(comparisons).join(' ')}`);
  }
  const valueAt = operatorAt + operator.length + space.length;
  const value = parseValue(rest, path, text, valueAt);
  return { text: text.trim(), path, operator, value, valueAt };
}

/**
 * The same for a condition that somebody asks for now: one that no run or every run can meet is refused.
 * @throws CodedError USAGE with the column (from 1) of what is wrong, and what is possible
 */
export function askedThreshold(text: string): Threshold {
  const threshold = parseThreshold(text);
  const reason = whyPointless(threshold.path, threshold.operator, threshold.value);
  if (reason !== undefined) throw refused(text, threshold.valueAt, reason);
  return threshold;
}

/**
 * A figure that the run could not measure leaves the threshold unknown, never passed; one beyond the deadline, or that
 * never came, is larger than any number.
 */
export function checkThreshold({ path, operator, value }: Threshold, metrics: Metrics): ThresholdOutcome {
  const measured = metricAt(metrics, path);
  if (measured === undefined) return { outcome: 'unknown', measured: undefined };
  const figure = typeof measured === 'number' ? measured : Number.POSITIVE_INFINITY;
  return { outcome: comparisons[operator](figure, value) ? 'pass' : 'fail', measured };
}

/** Digits of a figure in a sentence. */
const shownDigits = 6;

/** A measured figure for a sentence: rounded, unless it would seem to be on the other side of the threshold, or on it. */
export function shownFigure(measured: number | string, { operator, value }: Threshold): string {
  if (typeof measured === 'string') return measured;
  const rounded = Number(measured.toPrecision(shownDigits));
  const seemsOther = comparisons[operator](rounded, value) !== comparisons[operator](measured, value);
  return String(seemsOther || rounded === value ? measured : rounded);
}

const isOperator = (text: string): text is Operator => Object.hasOwn(comparisons, text);

function parseValue(written: string, { name, kind }: MetricPath, text: string, column: number): number {
  const [, number = '', unit = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(.*)$/iu.exec(written) ?? [];
  if (number === '') throw refused(text, column, 'expected a number, with or without a unit');
  if (unit === '') return Number(number);
  const factor = Object.hasOwn(units[kind], unit) ? units[kind][unit] : undefined;
  if (factor !== undefined) return scaled(number, factor);
  const known = Object.keys(units[kind]).filter((name) => name !== 'μs');
  const allowed = known.length > 0 ? `takes ${known.join(', ')}` : 'takes no unit';
  throw refused(text, column + written.length - unit.length, `unit '${unit}': ${name} ${allowed}`);
}

/** 99.9 % is 0.999, not 0.9990000000000001: a threshold compares exactly. */
const scaled = (number: string, factor: number): number => Number((Number(number) * factor).toPrecision(15));

function unknownName(text: string, name: string, column: number): CodedError {
  if (name === '') return refused(text, column, 'expected the name of a figure');
  const names = [...metricPaths.keys()];
  const within = names.filter((known) => known.startsWith(`${name}.`));
  if (within.length > 0) return refused(text, column, `'${name}' is several figures: ${within.join(', ')}`);
  const near = closestMatch(name, names, { maxDistance: Math.max(3, Math.floor(name.length / 2)) });
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  return refused(text, column, `unknown figure '${name}'${hint}`);
}

function refused(text: string, column: number, reason: string): CodedError {
  return new CodedError('USAGE', `Threshold '${text}', column ${column}: ${reason}.`, {
    remedy: `Write it as 'fullDisseminationMs.p99 < 500ms' or 'reach >= 99.9%'; bench/METRICS.md names every figure.`,
  });
}
