import { createHash } from 'node:crypto';

/** Of each section of a spec a digest of what it says, whatever the order of its fields. */
export type SpecDigests = Readonly<Record<string, string>>;

/** Of a resolved spec in the form in which a file holds it. */
export const specDigests = (input: object): SpecDigests =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([section, value]) => [section, digestOf(value)]),
  );

/** The sections in which two specs differ. */
export const differingSections = (one: SpecDigests, other: SpecDigests): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .sort()
    .filter((name) => one[name] !== other[name]);

const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value, sorted)).digest('hex').slice(0, 16);

const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
