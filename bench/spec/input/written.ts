import { z } from 'zod';
import { boundsOf, type NumberField } from './field.js';
import { formatQuantity, type QuantityKind, quantity } from './quantity.js';
import { duration, share } from './quantity-kinds.js';

/** What a user writes for a resolved schema `T`, read and written. */
export type Written<T> = z.ZodType<T, unknown>;

/**
 * What a user writes for an object of resolved fields, from its own schema: `delay: 20ms` for `delayMs: 20`, and `5%` for a number
 * that is at most 1. `descriptions` by the user's names.
 */
export function written<T extends z.ZodObject>(
  resolved: T,
  descriptions: Readonly<Record<string, string>> = {},
): Written<z.output<T>> {
  const fields = Object.entries(resolved.shape as Record<string, z.ZodType>).map(([name, schema]) => {
    const inputName = name.replace(/Ms$/, '');
    return { name, inputName, schema: fieldSchema(name, schema, descriptions[inputName]) };
  });
  const input = z.strictObject(Object.fromEntries(fields.map((field) => [field.inputName, field.schema])));
  return z.codec(input, resolved as z.ZodType, {
    decode: (value) => Object.fromEntries(fields.map(({ name, inputName }) => [name, value[inputName]])),
    encode: (value) => {
      const values = value as Record<string, unknown>;
      return Object.fromEntries(fields.map(({ name, inputName }) => [inputName, values[name]]));
    },
  }) as unknown as Written<z.output<T>>;
}

function fieldSchema(name: string, schema: z.ZodType, description = ''): z.ZodType {
  if (!isNumber(schema)) return schema;
  const kind = kindOf(name, schema);
  if (kind === undefined) return schema;
  const field = quantity(kind, boundsOf(schema));
  const ownDefault = schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined;
  const given = ownDefault === undefined ? field : field.prefault(formatQuantity(kind, ownDefault));
  return description === '' ? given : given.describe(description);
}

function kindOf(name: string, schema: NumberField): QuantityKind | undefined {
  if (name.endsWith('Ms')) return duration;
  return boundsOf(schema).max === 1 ? share : undefined;
}

const isNumber = (schema: z.ZodType): schema is NumberField =>
  schema instanceof z.ZodNumber || (schema instanceof z.ZodDefault && schema.unwrap() instanceof z.ZodNumber);
