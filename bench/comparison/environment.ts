import type { RunContext } from '../result/result.js';

/** Something that is not the same on both sides; each side lists the values that its runs had. */
export interface Difference {
  readonly name: string;
  readonly base: readonly string[];
  readonly subject: readonly string[];
}

type Facts = Readonly<Record<string, string>>;

/** What differs between the surroundings of two sets of runs: runtime, machine, versions. */
export const environmentDifferences = (
  base: readonly RunContext[],
  subject: readonly RunContext[],
): Difference[] => differences(base.map(environmentFacts), subject.map(environmentFacts));

/** Differences between the specs, by their dotted fields; names and seeds are left out. */
export const settingDifferences = (
  base: readonly Readonly<Record<string, unknown>>[],
  subject: readonly Readonly<Record<string, unknown>>[],
): Difference[] => differences(base.map(settingFacts), subject.map(settingFacts));

const environmentFacts = ({ runtime, machine, versions }: RunContext): Facts => ({
  runtime,
  ...flattened(machine, 'machine.'),
  ...flattened(versions, ''),
});

/** Not part of the setting: what runs differ in by themselves, and what only names them. */
const incidental = new Set(['name', 'seed', 'repeat', 'runtime', 'cluster.basePort', 'thresholds']);

const settingFacts = (spec: Readonly<Record<string, unknown>>): Facts =>
  Object.fromEntries(Object.entries(flattened(spec, '')).filter(([name]) => !incidental.has(name)));

function flattened(tree: object, prefix: string): Facts {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]: [string, unknown]): [string, string][] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(flattened(value, `${prefix}${key}.`))
        : [[prefix + key, typeof value === 'string' ? value : JSON.stringify(value)]],
    ),
  );
}

function differences(base: readonly Facts[], subject: readonly Facts[]): Difference[] {
  const names = new Set([...base, ...subject].flatMap(Object.keys));
  return [...names].flatMap((name) => {
    const [one, other] = [valuesOf(base, name), valuesOf(subject, name)];
    return one.join() === other.join() ? [] : [{ name, base: one, subject: other }];
  });
}

const valuesOf = (facts: readonly Facts[], name: string): string[] =>
  [...new Set(facts.map((one) => one[name] ?? 'none'))].sort();
