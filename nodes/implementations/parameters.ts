import type { Parameters, ParameterValue } from '../contract/lines/messages.js';
import type { Manifest, ParameterManifest, StandardParameter } from './manifest.js';

const unitsMs: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};

/** A value as the node gets it, or what is wrong with it. */
type Read = { readonly value: ParameterValue } | { readonly wrong: string };

/** Reads a value that a user or a manifest wrote: `200ms` of a duration, `3` of a whole number. */
export function readParameter(written: unknown, { type, min, max, values }: ParameterManifest): Read {
  const read = readers[type](written, values ?? []);
  if ('wrong' in read) return { wrong: `${read.wrong}, got ${JSON.stringify(written)}` };
  if (typeof read.value !== 'number') return read;
  const [least, most] = [min, max].map((bound) => boundOf(bound, type));
  if (least !== undefined && read.value < least) return { wrong: `expected at least ${min}, got ${written}` };
  if (most !== undefined && read.value > most) return { wrong: `expected at most ${max}, got ${written}` };
  return read;
}

function boundOf(bound: unknown, type: ParameterManifest['type']): number | undefined {
  if (bound === undefined) return undefined;
  const read = readers[type](bound, []);
  return 'value' in read && typeof read.value === 'number' ? read.value : undefined;
}

const numberOf = (written: unknown): number =>
  typeof written === 'number'
    ? written
    : typeof written === 'string' && written.trim() !== ''
      ? Number(written)
      : Number.NaN;

const readers: Record<ParameterManifest['type'], (written: unknown, values: readonly string[]) => Read> = {
  int: (written) => {
    const value = numberOf(written);
    return Number.isSafeInteger(value) ? { value } : { wrong: 'expected a whole number' };
  },
  number: (written) => {
    const value = numberOf(written);
    return Number.isFinite(value) ? { value } : { wrong: 'expected a number' };
  },
  duration: (written) => {
    const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(us|ms|s|m|min|h)$/.exec(String(written)) ?? [];
    const factor = unitsMs[unit];
    if (factor !== undefined) return { value: Number((Number(number) * factor).toPrecision(12)) };
    // Resolved specs have milliseconds.
    if (typeof written === 'number' && Number.isFinite(written) && written >= 0) return { value: written };
    return { wrong: 'expected a duration such as 200ms or 2s' };
  },
  boolean: (written) => {
    if (written === true || written === 'true') return { value: true };
    if (written === false || written === 'false') return { value: false };
    return { wrong: 'expected true or false' };
  },
  text: (written) => ({ value: String(written) }),
  choice: (written, values) =>
    values.includes(String(written))
      ? { value: String(written) }
      : { wrong: `expected one of ${values.join(', ')}` },
};

interface WrongField {
  readonly path: readonly string[];
  readonly text: string;
}

/** A manifest whose own values break its own bounds is wrong. */
export function checkDefaults({ parameters }: Manifest): WrongField[] {
  return Object.entries(parameters).flatMap(([name, parameter]) => {
    if (parameter.type === 'choice' && !parameter.values) {
      return [{ path: ['parameters', name], text: 'a choice needs values' }];
    }
    const read = readParameter(parameter.default, parameter);
    return 'wrong' in read ? [{ path: ['parameters', name, 'default'], text: read.wrong }] : [];
  });
}

/** What a user set: by the implementation's own name, or by the standard one. */
export interface Wanted {
  readonly own: Readonly<Record<string, unknown>>;
  readonly standard: Partial<Readonly<Record<StandardParameter, unknown>>>;
}

export interface ResolvedParameters {
  readonly parameters: Parameters;
  /** By own name, or as `standard.NAME`. */
  readonly problems: readonly {
    readonly name: string;
    readonly isStandard: boolean;
    readonly text: string;
  }[];
}

/** Every parameter with its value: the user's by its own name, else the user's by the standard name, else the default. */
export function resolveParameters(
  { name, parameters }: Manifest,
  { own, standard }: Wanted,
): ResolvedParameters {
  const resolved: Record<string, ParameterValue> = {};
  const problems: { name: string; isStandard: boolean; text: string }[] = [];
  for (const [parameter, manifest] of Object.entries(parameters)) {
    const ownValue = Object.hasOwn(own, parameter) ? own[parameter] : undefined;
    const isStandard =
      ownValue === undefined && manifest.means !== undefined && standard[manifest.means] !== undefined;
    const written = ownValue ?? (isStandard ? standard[manifest.means!] : undefined) ?? manifest.default;
    const read = readParameter(written, manifest);
    if ('value' in read) resolved[parameter] = read.value;
    else problems.push({ name: isStandard ? manifest.means! : parameter, isStandard, text: read.wrong });
  }
  const known = Object.entries(parameters).map(([one, { means }]) => (means ? `${one} (${means})` : one));
  const list = known.length > 0 ? `it has ${known.join(', ')}` : 'it has none';
  for (const parameter of Object.keys(own)) {
    if (!Object.hasOwn(parameters, parameter))
      problems.push({ name: parameter, isStandard: false, text: `${name} has no such parameter; ${list}` });
  }
  const meant = new Set(Object.values(parameters).map(({ means }) => means));
  for (const parameter of Object.keys(standard) as StandardParameter[]) {
    if (!meant.has(parameter))
      problems.push({
        name: parameter,
        isStandard: true,
        text: `${name} has no parameter that means ${parameter}; ${list}`,
      });
  }
  return { parameters: resolved, problems };
}
