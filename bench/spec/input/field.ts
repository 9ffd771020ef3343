import { z } from 'zod';
import type { Bounds, QuantityKind } from './quantity.js';
import { formatQuantity, quantity } from './quantity.js';

export type NumberField = z.ZodNumber | z.ZodDefault<z.ZodNumber>;

/** The bounds that a resolved field's schema states. */
export function boundsOf(field: NumberField): Bounds {
  const number = field instanceof z.ZodDefault ? field.unwrap() : field;
  return { min: number.minValue ?? 0, max: number.maxValue ?? Number.POSITIVE_INFINITY };
}

/** An input field with a unit, for a resolved field: the bounds are that field's own, so that they cannot drift. */
export const quantityField = (
  kind: QuantityKind,
  field: NumberField,
  defaultValue: number,
  description: string,
) => quantity(kind, boundsOf(field)).prefault(formatQuantity(kind, defaultValue)).describe(description);

/** The same for a resolved field that has its default and its description already. */
export const quantityFieldOf = (kind: QuantityKind, field: z.ZodDefault<z.ZodNumber>) =>
  quantityField(kind, field, field.def.defaultValue, field.description ?? '');
