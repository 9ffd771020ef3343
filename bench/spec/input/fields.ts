import { z } from 'zod';
import { specInputSchema } from './spec-input.js';

/** One field of the input, as documents and flags need it. */
export interface SpecField {
  readonly path: readonly string[];
  readonly description: string;
  /** As a user would write it; undefined where leaving it out means something else than any value. */
  readonly defaultValue: unknown;
  /** A value, where there is no default that could stand for one. */
  readonly example: unknown;
  /** Words allowed, where only some are. */
  readonly choices: readonly string[] | undefined;
  /** Fields within, where this is a section. */
  readonly fields: readonly SpecField[] | undefined;
  /** A section that, left out, means something else than with its defaults. */
  readonly isOptional: boolean;
}

/** The parts of a JSON Schema that are read here. */
interface JsonField {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonField>>;
}

/** JSON Schema (draft 2020-12) of what a user writes, for editors. */
export function specJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(specInputSchema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      // Of what is read and resolved in different forms, zod leaves examples out; ours are of what is written.
      const { examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (examples) jsonSchema.examples = examples as unknown[];
      // The bound of every integer in JavaScript is no help to a user.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return {
    ...schema,
    patternProperties: { '^x-': { description: 'Not read: a place for anchors that fields refer to.' } },
  };
}

const fieldsOf = (properties: JsonField['properties'] = {}, parent: readonly string[] = []): SpecField[] =>
  Object.entries(properties).map(([name, field]) => ({
    path: [...parent, name],
    description: field.description ?? '',
    defaultValue: field.properties ? undefined : field.default,
    example: field.examples?.[0],
    choices: field.enum,
    fields: field.properties && fieldsOf(field.properties, [...parent, name]),
    isOptional: field.properties !== undefined && field.default === undefined,
  }));

/** All fields of a spec, as a tree in the order of the schema. */
export const specFields: readonly SpecField[] = fieldsOf((specJsonSchema() as JsonField).properties);

const flattened = (fields: readonly SpecField[]): SpecField[] =>
  fields.flatMap((field) => [field, ...flattened(field.fields ?? [])]);

const byName = new Map(flattened(specFields).map((field) => [field.path.join('.'), field]));

/** Dotted names of all fields. */
export const specFieldNames: readonly string[] = [...byName.keys()];

/** The field of a dotted name; throws where there is none, since the name is written in the program. */
export function specField(name: string): SpecField {
  const field = byName.get(name);
  if (!field) throw new Error(`the spec has no field ${name}`);
  return field;
}
