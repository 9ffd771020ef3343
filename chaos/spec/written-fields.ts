import type { Problem } from './problem.js';
import {
  bandwidth,
  duration,
  expectedText,
  microseconds,
  parseQuantity,
  type Quantity,
  rate,
  share,
  size,
} from './quantities.js';

interface WrittenField {
  /** The field of the resolved section, with its unit in the name. */
  readonly resolved: string;
  readonly quantity: Quantity;
}

const field = (resolved: string, quantity: Quantity): WrittenField => ({ resolved, quantity });

/** What a user writes in a chaos section, and what it resolves to; fields that are not here keep name and value. */
const writtenFields: Readonly<Record<string, WrittenField>> = {
  window: field('windowMs', duration),
  recovery: field('recoveryMs', duration),
  at: field('atMs', duration),
  for: field('forMs', duration),
  every: field('everyMs', duration),
  until: field('untilMs', duration),
  period: field('periodMs', duration),
  latency: field('latencyMs', duration),
  jitter: field('jitterMs', duration),
  delay: field('delayMs', duration),
  after: field('afterMs', duration),
  down: field('downMs', duration),
  pause: field('pauseUs', microseconds),
  duty: field('duty', share),
  share: field('share', share),
  loss: field('loss', share),
  burstLoss: field('burstLoss', share),
  duplication: field('duplication', share),
  corruption: field('corruption', share),
  probability: field('probability', share),
  bandwidth: field('rateKBps', bandwidth),
  rate: field('ratePerSecond', rate),
  average: field('averageBytes', size),
  variation: field('variationBytes', size),
  limit: field('limitBytes', size),
};

/** Fields whose value may be the mere name of a kind: `fault: kill`, `shape: halves`. */
const kindFields: ReadonlySet<string> = new Set(['fault', 'shape']);

type Path = readonly (string | number)[];

/** A section with units converted and short forms written out; problems are placed at the fields as written. */
export function resolveWritten(section: unknown): { value: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  const walk = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    // Names that somebody gave: groups, and parameters of an implementation.
    const isNamed = (path.length === 1 && path[0] === 'groups') || path.at(-1) === 'parameters';
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) =>
        isNamed ? [key, item] : resolveField(key, item, [...path, key]),
      ),
    );
  };
  const resolveField = (key: string, item: unknown, path: Path): [string, unknown] => {
    const known = Object.hasOwn(writtenFields, key) ? writtenFields[key] : undefined;
    if (!known) {
      return [key, kindFields.has(key) && typeof item === 'string' ? { kind: item } : walk(item, path)];
    }
    const number = parseQuantity(known.quantity, item);
    if (number === undefined) {
      problems.push({ path, text: `${expectedText(known.quantity)}, got ${JSON.stringify(item)}` });
    } else if (known.quantity === share && number > 1) {
      problems.push({ path, text: `expected at most 100%, got ${JSON.stringify(item)}` });
    }
    return [known.resolved, number];
  };
  return { value: walk(section, []), problems };
}

/** The path of a resolved field as the user wrote it: `steps, 0, atMs` is `steps, 0, at` in the file. */
export function writtenPath(resolvedPath: Path, section: unknown): Path {
  let node: unknown = section;
  return resolvedPath.map((key) => {
    const has = (name: string | number): boolean =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, name);
    const written = has(key) ? key : (writtenNames(key).find(has) ?? writtenNames(key)[0] ?? key);
    node = (node as Record<string | number, unknown> | undefined | null)?.[written];
    return written;
  });
}

const writtenNames = (resolved: string | number): string[] =>
  Object.keys(writtenFields).filter((name) => writtenFields[name]!.resolved === resolved);
