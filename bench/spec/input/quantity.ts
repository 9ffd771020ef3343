import { z } from 'zod';

/** A unit as it is written after the number, and how many of the resolved field's unit it is. */
export interface Unit {
  readonly name: string;
  readonly factor: number;
}

/** One kind of quantity: its units (ascending) and how to speak of it. */
export interface QuantityKind {
  /** With its article: 'a duration'. */
  readonly noun: string;
  readonly examples: readonly [string, ...string[]];
  readonly units: readonly [Unit, ...Unit[]];
  /** Bare numbers up to this one are taken in the resolved unit; 0 needs no unit anyway. */
  readonly bareMax: number;
  /** Several numbers, each with a unit, the larger first, add up: `1m30s`. */
  readonly composite?: boolean;
  /** The resolved value must be a multiple of 1, because what it ends in knows no fraction. */
  readonly whole?: boolean;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Nine decimals survive the way from text to number and back, whatever binary fractions do in between. */
const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;

export const shown = (value: unknown): string =>
  value === null || value === undefined ? 'nothing' : cut(plainText(value));

/** JSON makes null of infinity. */
const plainText = (value: unknown): string =>
  typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));

const mostShown = 200;

const cut = (text: string): string =>
  text.length > mostShown ? `${text.slice(0, mostShown)}… (${text.length} characters)` : text;

const baseUnit = ({ units }: QuantityKind): Unit => units.find(({ factor }) => factor === 1) ?? units[0];

/** Text for a resolved value: in the largest unit of which it is a whole number, else in the resolved unit. */
export function formatQuantity(kind: QuantityKind, value: number): string {
  const isWhole = ({ factor }: Unit): boolean => {
    const count = Math.round(value / factor);
    return count > 0 && rounded(count * factor) === value;
  };
  const { name, factor } = kind.units.findLast(isWhole) ?? baseUnit(kind);
  return `${rounded(value / factor)}${name}`;
}

/**
 * A codec between what a user writes (`200ms`) and what the program uses (200). Whatever is not a number followed by
 * a known unit is refused with the expected form and the units.
 */
export function quantity(kind: QuantityKind, { min, max }: Bounds) {
  const pattern = patternOf(kind);
  const names = kind.units.length > 1 ? ` (units: ${kind.units.map(({ name }) => name).join(', ')})` : '';
  const expected = ({ input }: { input?: unknown }): string =>
    `expected ${kind.noun} such as ${kind.examples.join(' or ')}${names}, got ${shown(input)}`;
  const limit =
    (word: string, bound: number) =>
    ({ input }: { input?: unknown }): string =>
      `expected ${word} ${formatQuantity(kind, bound)}, got ${formatQuantity(kind, Number(input))}`;
  const bare = z.number().min(0, { error: expected }).max(kind.bareMax, { error: expected });
  const written = z.union([z.string().regex(pattern, { error: expected }), bare], { error: expected });
  const resolved = z
    .number()
    .min(min, { error: limit('at least', min) })
    .max(max, { error: limit('at most', max) });
  return z.codec(
    written.meta({ examples: [...kind.examples] }),
    kind.whole ? resolved.multipleOf(1, { error: fraction(kind) }) : resolved,
    { decode: (text) => parseQuantity(kind, text), encode: (value) => formatQuantity(kind, value) },
  );
}

const fraction =
  (kind: QuantityKind) =>
  ({ input }: { input?: unknown }): string =>
    `expected a multiple of 1${baseUnit(kind).name}, got ${formatQuantity(kind, Number(input))}`;

const number = String.raw`\d+(?:\.\d+)?`;

/** One number with a unit; of a composite kind, one for each unit at most, from the largest to the smallest. */
function patternOf({ units, composite }: QuantityKind): RegExp {
  if (!composite) return new RegExp(`^${number} ?(?:${units.map(({ name }) => name).join('|')})$`);
  const factors = [...new Set(units.map(({ factor }) => factor))].sort((a, b) => b - a);
  const parts = factors.map((factor) => {
    const names = units.filter((unit) => unit.factor === factor).map(({ name }) => name);
    return `(?: ?${number} ?(?:${names.join('|')}))?`;
  });
  return new RegExp(String.raw`^(?=\d)${parts.join('')}$`);
}

function parseQuantity({ units }: QuantityKind, text: string | number): number {
  if (typeof text === 'number') return rounded(text);
  const parts = text.matchAll(/([\d.]+) ?([^\d\s]+)/g);
  const values = [...parts].map(
    ([, digits, unitName]) =>
      Number(digits) * (units.find(({ name }) => name === unitName)?.factor ?? Number.NaN),
  );
  return rounded(values.reduce((sum, value) => sum + value));
}
