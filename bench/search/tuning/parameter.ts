import { closestMatch } from 'leven';
import { z } from 'zod';
import { CodedError } from '../../../nodes/coded-error.js';
import { type ProtocolConfig, protocolConfigSchema } from '../../../nodes/protocol/node/config.js';
import { describeIssue } from '../../spec/input/problems.js';
import { type ProtocolInput, protocolInputSchema } from '../../spec/input/protocol-fields.js';
import { integersBetween, spacedBetween } from './level-spacing.js';

/** One value that a parameter may take. */
export interface Level {
  /** As a spec has it: `200ms`. */
  readonly written: string | number;
  /** As the program uses it: 200. */
  readonly value: string | number;
  /** Not asked for, but what the spec has now. */
  readonly isPresentOnly?: boolean;
}

/** One field of the protocol that is searched over. */
export interface Parameter {
  /** As a spec names it: `interval`. */
  readonly name: keyof ProtocolInput;
  /** As the program names it: `intervalMs`. */
  readonly field: keyof ProtocolConfig;
  /** Numbers in ascending order, a 0 that means no bound last; words as they were written. */
  readonly levels: readonly Level[];
  /** Whether its levels have an order, so that one lies between others. */
  readonly isOrdered: boolean;
}

/** One field of the protocol, as its schemas describe it. */
interface Field {
  readonly name: keyof ProtocolInput;
  readonly field: keyof ProtocolConfig;
  readonly kind: 'words' | 'integer' | 'number';
}

const fields: readonly Field[] = Object.entries(protocolConfigSchema.shape).flatMap(
  ([field, schema]): Field[] => {
    const inner = schema.unwrap();
    const name = field.replace(/(Ms|Bytes)$/, '') as keyof ProtocolInput;
    const named = { name, field: field as keyof ProtocolConfig };
    if (inner instanceof z.ZodEnum) return [{ ...named, kind: 'words' }];
    if (!(inner instanceof z.ZodNumber)) return [];
    return [{ ...named, kind: inner.format === 'safeint' ? 'integer' : 'number' }];
  },
);

/** Names that flags have and fields do not. */
const aliases: Readonly<Record<string, string>> = { repair: 'repairInterval', batch: 'maxBatch' };

/** Fields whose 0 is no small number but no bound at all: as many as fit, never, without limit. It lies beyond the highest. */
const unboundedAtZero: ReadonlySet<keyof ProtocolConfig> = new Set([
  'maxBatch',
  'repairIntervalMs',
  'heartbeatIntervalMs',
  'rejoinIntervalMs',
  'memberSyncIntervalMs',
  'maxRounds',
  'maxTimeMs',
]);

/**
 * Reads `interval=50ms..2s`, `fanout=1..8` or `mode=push,push-pull`. A range of whole numbers has all of them where they are few; any
 * other has levels whose ratio is the same. `present` is what the spec has now: a level, too, and one like the others where a range
 * encloses it.
 * @throws CodedError USAGE
 */
export function parseParameter(text: string, present: ProtocolConfig): Parameter {
  const [, written = '', values = ''] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(text) ?? [];
  if (values === '') throw refused(text, 'expected name=value,value or name=lowest..highest');
  const { name, field, kind } = fieldOf(text, written);
  const levels = values.split(',').flatMap((part) => {
    const range = /^\s*(.+?)\s*\.\.\s*(.+?)\s*$/.exec(part);
    return range ? within(range[1]!, range[2]!) : [levelOf(part.trim())];
  });
  const now = { ...levelOfValue(name, present[field] as string | number), isPresentOnly: true };
  const isAsked = levels.some(({ value }) => value === now.value);
  const all = unique(isAsked ? levels : [...levels, now]);
  const isOrdered = kind !== 'words';
  return { name, field, levels: isOrdered ? ascending(all, field) : all, isOrdered };

  function levelOf(value: string): Level {
    const typed = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
    const parsed = protocolInputSchema.shape[name].safeParse(typed, { error: describeIssue });
    if (!parsed.success) throw refused(text, parsed.error.issues.map(({ message }) => message).join('; '));
    return { written: typed, value: parsed.data as string | number };
  }

  function within(from: string, to: string): Level[] {
    if (kind === 'words') throw refused(text, `${name} takes words, of which there are no ranges; list them`);
    const [lowest, highest] = [Number(levelOf(from).value), Number(levelOf(to).value)];
    if (lowest > highest) throw refused(text, `the range ${from}..${to} is empty`);
    if (lowest <= 0) throw refused(text, `a range begins above 0; list it, as in ${name}=0,${to}`);
    const between = kind === 'integer' ? integersBetween : spacedBetween;
    const now = Number(present[field]);
    const inside = now >= lowest && now <= highest ? [now] : [];
    return [...between(lowest, highest), ...inside].map((value) => levelOfValue(name, value));
  }
}

/** A level of a value that the program uses. */
function levelOfValue(name: keyof ProtocolInput, value: string | number): Level {
  return { written: z.encode(protocolInputSchema.shape[name], value as never) as string | number, value };
}

const unique = (levels: readonly Level[]): Level[] => [
  ...new Map(levels.map((level) => [level.value, level])).values(),
];

function ascending(levels: readonly Level[], field: keyof ProtocolConfig): Level[] {
  const place = ({ value }: Level): number =>
    value === 0 && unboundedAtZero.has(field) ? Number.MAX_VALUE : Number(value);
  return levels.toSorted((a, b) => place(a) - place(b));
}

function fieldOf(text: string, written: string): Field {
  const camel = written.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const wanted = aliases[camel] ?? camel;
  const found = fields.find(({ name }) => name === wanted);
  if (found) return found;
  const names = fields.map(({ name }) => String(name));
  const near = closestMatch(wanted, names, { maxDistance: 3 });
  const hint = near === undefined ? `; there are ${names.join(', ')}` : `; did you mean ${near}?`;
  throw refused(text, `the protocol has no parameter ${written} that can be tuned${hint}`);
}

function refused(text: string, reason: string): CodedError {
  return new CodedError('USAGE', `--param '${text}': ${reason}`, {
    remedy: "Write it as 'fanout=1..8', 'interval=50ms..2s' or 'mode=push,push-pull'.",
  });
}
