/** A figure as it is shown: the number and its unit apart, so that a page can set them in different sizes. */
export interface Quantity {
  value: string;
  unit: string;
}

/**
 * Three significant digits, thousands grouped; the same text on every machine, whatever its locale. With an exponent where it would be long without.
 */
export function formatNumber(value: number): string {
  const magnitude = Math.abs(value);
  const isLong = magnitude >= 1e15 || (magnitude > 0 && magnitude < 1e-6);
  if (isLong && Number.isFinite(value)) return value.toExponential(2);
  if (magnitude >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

export const quantity = (value: number, unit: string): Quantity => ({ value: formatNumber(value), unit });

/** A latency in ms, or the text of a percentile that fell among undelivered pairs ('> deadline'). */
export function latency(value: number | string): Quantity {
  return typeof value === 'string' ? { value, unit: '' } : quantity(value, 'ms');
}

/** A share from 0 to 1, in percent. A share short of 1 never rounds to 100 %, nor one above 0 to 0 %. */
export function percent(fraction: number): Quantity {
  const rounded = formatNumber(fraction * 100);
  if (fraction < 1 && rounded === '100') return { value: '> 99.9', unit: '%' };
  return { value: rounded, unit: '%' };
}

const binaryUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Bytes in the largest binary unit that leaves at least 1; `per` is appended to the unit, as in '/s'. */
export function bytes(count: number, per = ''): Quantity {
  let scaled = count;
  let step = 0;
  while (Math.abs(scaled) >= 1024 && step < binaryUnits.length - 1) {
    scaled /= 1024;
    step += 1;
  }
  return quantity(scaled, `${binaryUnits[step]}${per}`);
}

/** A span of time for people: ms below a second, seconds below two minutes, then minutes and seconds. */
export function duration(ms: number): Quantity {
  if (ms < 1000) return quantity(ms, 'ms');
  if (ms < 120_000) return quantity(ms / 1000, 's');
  const seconds = Math.round(ms / 1000);
  return { value: `${Math.floor(seconds / 60)} min ${seconds % 60}`, unit: 's' };
}

/** '2026-11-24T19:30:12.408Z' as '2026-11-24 19:30:12 UTC'. */
export const utcTime = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;

export const quantityText = ({ value, unit }: Quantity): string => (unit === '' ? value : `${value} ${unit}`);
