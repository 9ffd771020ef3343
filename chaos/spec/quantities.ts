/** What a user may write for one kind of quantity; `factors` are how many of the resolved unit one of the written is. */
export interface Quantity {
  readonly noun: string;
  readonly factors: Readonly<Record<string, number>>;
  /** Numbers without a unit are taken as they are: shares, rates and bytes; a duration needs its unit. */
  readonly bare: boolean;
  /** Several numbers, each with a unit, the larger first, add up: `1m30s`. */
  readonly composite?: boolean;
}

export const duration: Quantity = {
  noun: 'a duration such as 200ms or 2s',
  factors: { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 },
  bare: false,
  composite: true,
};
export const microseconds: Quantity = {
  noun: 'a pause such as 100us or 2ms',
  factors: { us: 1, µs: 1, ms: 1_000 },
  bare: false,
};
export const share: Quantity = { noun: 'a share such as 5% or 0.05', factors: { '%': 0.01 }, bare: true };
export const rate: Quantity = {
  noun: 'a rate such as 2/s or 30/min',
  factors: { '/s': 1, '/min': 1 / 60 },
  bare: true,
};
export const bandwidth: Quantity = {
  noun: 'a bandwidth such as 500KB/s or 1MB/s',
  factors: { 'KB/s': 1, 'MB/s': 1_000, 'kbit/s': 0.125, 'Mbit/s': 125 },
  bare: false,
};
export const size: Quantity = {
  noun: 'a size such as 128B or 1KiB',
  factors: { B: 1, KB: 1_000, KiB: 1_024, MB: 1_000_000, MiB: 1_048_576 },
  bare: true,
};

const part = /(\d+(?:\.\d+)?) ?([^\d\s]*)/g;
const written = /^\d+(?:\.\d+)?(?: ?[^\d\s]+(?: ?\d+(?:\.\d+)? ?[^\d\s]+)*)?$/;

/** The value in the resolved unit; undefined where the text is no such quantity. Nine decimals survive the way. */
export function parseQuantity(kind: Quantity, value: unknown): number | undefined {
  const { bare, composite } = kind;
  if (typeof value === 'number') return bare || value === 0 ? value : undefined;
  if (typeof value !== 'string' || !written.test(value)) return undefined;
  const parts = [...value.matchAll(part)].map(([, digits, unit = '']) => ({
    digits: Number(digits),
    factor: factorOf(kind, unit),
  }));
  const isAscending = parts.some(({ factor }, index) => index > 0 && !(factor < parts[index - 1]!.factor));
  if (parts.some(({ factor }) => Number.isNaN(factor)) || isAscending) return undefined;
  if (parts.length > 1 && !composite) return undefined;
  return Math.round(parts.reduce((sum, { digits, factor }) => sum + digits * factor, 0) * 1e9) / 1e9;
}

function factorOf({ factors, bare }: Quantity, unit: string): number {
  if (unit === '') return bare ? 1 : Number.NaN;
  return Object.hasOwn(factors, unit) ? factors[unit]! : Number.NaN;
}

/** What is expected, with the units that there are. */
export function expectedText({ noun, factors }: Quantity): string {
  const units = Object.keys(factors);
  return units.length > 1 ? `expected ${noun} (units: ${units.join(', ')})` : `expected ${noun}`;
}
