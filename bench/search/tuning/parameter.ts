import { closestMatch } from 'leven';
import { z } from 'zod';
import { type ProtocolConfig, protocolConfigSchema } from '../../../nodes/protocol/node/config.js';
import { describeIssue } from '../../spec/input/problems.js';
import { type ProtocolInput, protocolInputSchema } from '../../spec/input/protocol-fields.js';
import { type Parameter, parseLevels, refusedParameter, splitParameter } from './parameter-levels.js';

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

/** Reads `interval=50ms..2s`, `fanout=1..8` or `mode=push,push-pull` of the reference; see `parseLevels`. @throws CodedError USAGE */
export function parseParameter(text: string, present: ProtocolConfig): Parameter {
  const { written, values } = splitParameter(text);
  const { name, field, kind } = fieldOf(text, written);
  const levels = parseLevels(text, name, values, present[field] as string | number, {
    kind,
    read: (value) => {
      const parsed = protocolInputSchema.shape[name].safeParse(value, { error: describeIssue });
      if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join('; '));
      return { written: value, value: parsed.data as string | number };
    },
    levelOf: (value) => ({
      written: z.encode(protocolInputSchema.shape[name], value as never) as string | number,
      value,
    }),
    place: (value) => (value === 0 && unboundedAtZero.has(field) ? Number.MAX_VALUE : value),
  });
  return { name, field, ...levels };
}

function fieldOf(text: string, written: string): Field {
  const camel = written.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const wanted = aliases[camel] ?? camel;
  const found = fields.find(({ name }) => name === wanted);
  if (found) return found;
  const names = fields.map(({ name }) => String(name));
  const near = closestMatch(wanted, names, { maxDistance: 3 });
  const hint = near === undefined ? `; there are ${names.join(', ')}` : `; did you mean ${near}?`;
  throw refusedParameter(text, `the protocol has no parameter ${written} that can be tuned${hint}`);
}
