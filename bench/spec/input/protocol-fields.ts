import { z } from 'zod';
import { type ProtocolConfig, protocolConfigSchema } from '../../../nodes/protocol/node/config.js';
import { quantityFieldOf } from './field.js';
import { duration, share, size } from './quantity-kinds.js';

/** A user writes `interval: 200ms` for `intervalMs`: a unit in the value takes the place of the one in the name. */
type InputName<K extends string> = K extends `${infer Name}Ms`
  ? Name
  : K extends `${infer Name}Bytes`
    ? Name
    : K;

/** The protocol's parameters under the user's names, units converted. */
export type ProtocolInput = { [K in keyof ProtocolConfig as InputName<K>]: ProtocolConfig[K] };

/** Field by field from the protocol's own schema, so that a new parameter is in the spec without further ado. */
const fields = Object.entries(protocolConfigSchema.shape).map(([name, field]) => ({
  name,
  inputName: name.replace(/(Ms|Bytes)$/, ''),
  schema: inputSchema(name, field),
}));

function inputSchema(name: string, field: z.ZodType): z.ZodType {
  if (!isNumberWithDefault(field)) return field;
  if (name.endsWith('Ms')) return quantityFieldOf(duration, field);
  if (name.endsWith('Bytes')) return quantityFieldOf(size, field);
  return name.endsWith('Jitter') ? quantityFieldOf(share, field) : field;
}

const shape = Object.fromEntries(fields.map(({ inputName, schema }) => [inputName, schema]));

/** Every field may be left out, and takes text where it has a unit. */
type FieldSchema<T> = z.ZodPrefault<z.ZodType<T, T | string>>;

/** What a user writes of the protocol. */
export const protocolInputSchema = z.strictObject(
  shape as unknown as { [K in keyof ProtocolInput]: FieldSchema<ProtocolInput[K]> },
);

export const protocolFromInput = (input: ProtocolInput): ProtocolConfig =>
  protocolConfigSchema.parse(renamed(input, (field) => [field.inputName, field.name]));

export const protocolToInput = (protocol: ProtocolConfig): ProtocolInput =>
  renamed(protocol, (field) => [field.name, field.inputName]) as ProtocolInput;

function renamed(
  values: object,
  names: (field: { name: string; inputName: string }) => [from: string, to: string],
): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => {
      const [from, to] = names(field);
      return [to, (values as Record<string, unknown>)[from]];
    }),
  );
}

function isNumberWithDefault(field: z.ZodType): field is z.ZodDefault<z.ZodNumber> {
  return field instanceof z.ZodDefault && field.unwrap() instanceof z.ZodNumber;
}
