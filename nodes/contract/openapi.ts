import { z } from 'zod';
import { errorBodySchema } from './bodies.js';
import { type Operation, operations, type Refusal } from './operations.js';

/** The control API as an OpenAPI 3.1 document; openapi.yaml is its text. */
export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationObject(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'gossip-bench node',
      version: '1.0.0',
      description:
        'The control API that every node serves to the harness; nodes/contract/README.md has the rest of the contract.',
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'GOSSIP_TOKEN of the run.' } },
      schemas: { Error: jsonSchema(errorBodySchema, 'output') },
    },
  };
}

function operationObject({ summary, query, request, answer, refusals = {} }: Operation): object {
  const refused = Object.entries<string | Refusal>({ 401: 'The token is missing or wrong.', ...refusals });
  return {
    summary,
    ...(query ? { parameters: parameters(query) } : {}),
    ...(request ? { requestBody: { content: content(request, 'input') } } : {}),
    responses: {
      [answer.status]: {
        description: 'Done.',
        ...(answer.headers ? { headers: headerObjects(answer.headers) } : {}),
        content: content(answer, 'output'),
      },
      ...Object.fromEntries(
        refused.map(([status, refusal]) => [
          status,
          {
            ...(typeof refusal === 'string'
              ? { description: refusal }
              : { description: refusal.description, headers: headerObjects(refusal.headers) }),
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
          },
        ]),
      ),
    },
  };
}

function content(
  { contentType, schema }: { readonly contentType: string; readonly schema?: z.ZodType },
  io: 'input' | 'output',
): object {
  return { [contentType]: { schema: schema ? jsonSchema(schema, io) : { type: 'string' } } };
}

function headerObjects(headers: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [
      name,
      { description, required: true, schema: { type: 'integer' } },
    ]),
  );
}

function parameters(query: z.ZodObject): object[] {
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !schema.safeParse(undefined).success,
    schema: jsonSchema(schema as z.ZodType, 'input'),
  }));
}

/** Answers may have further fields, since a node may tell more than it must. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema: part }) => {
      if (io === 'output') delete part.additionalProperties;
    },
  });
  return rest;
}
