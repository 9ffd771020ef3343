import { formatNumber, percent, quantity, quantityText } from '../../format.js';

const units: readonly (readonly [suffix: RegExp, unit: string])[] = [
  [/Ms$/, 'ms'],
  [/KBps$/, 'KB/s'],
  [/Bytes$/, 'B'],
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A number with the unit of its field's name; losses and fractions in percent. */
function numberText(field: string, value: number): string {
  if (/^(loss|fraction|toxicity)/i.test(field)) return quantityText(percent(value));
  if (field === 'rateKBps' && value === 0) return 'no limit';
  const unit = units.find(([suffix]) => suffix.test(field))?.[1];
  return unit === undefined ? formatNumber(value) : quantityText(quantity(value, unit));
}

/** A median with its range, or a fraction with its interval; undefined where the value is neither. */
function intervalText(field: string, value: Record<string, unknown>): string | undefined {
  const { p50, p05, p95, fraction, low, high } = value;
  const text = (number: unknown): string => (typeof number === 'number' ? numberText(field, number) : '?');
  if (typeof p50 === 'number') return `median ${text(p50)} (5 % to 95 %: ${text(p05)} to ${text(p95)})`;
  if (typeof fraction !== 'number') return undefined;
  return `${text(fraction)} (95 % interval ${text(low)} to ${text(high)})`;
}

/** What was asked or measured of one field, for people. */
export function faultQuantity(field: string, value: unknown): string {
  if (value === undefined) return '–';
  if (typeof value === 'number') return numberText(field, value);
  if (!isRecord(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  return (
    intervalText(field, value) ??
    Object.entries(value)
      .map(([key, part]) => (key === 'kind' ? String(part) : `${key} ${faultQuantity(key, part)}`))
      .join(', ')
  );
}

/** 'latencyMs' as 'latency': the unit stands with the number. */
export const fieldName = (field: string): string =>
  field
    .replace(/(Ms|KBps|Bytes)$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
