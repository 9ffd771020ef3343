import { z } from 'zod';

/** Standard parameters that a parameter of an implementation may stand for. */
export const standardParameters = [
  'fanout',
  'interval',
  'probeInterval',
  'probeTimeout',
  'suspicionMultiplier',
  'retransmitMultiplier',
  'repairInterval',
] as const;
export type StandardParameter = (typeof standardParameters)[number];

const plain = z.union([z.string(), z.number(), z.boolean()]);

const parameterSchema = z.strictObject({
  type: z.enum(['int', 'number', 'duration', 'boolean', 'text', 'choice']),
  default: plain,
  min: plain.optional(),
  max: plain.optional(),
  values: z.array(z.string()).min(1).optional(),
  means: z.enum(standardParameters).optional(),
  description: z.string().default(''),
});
export type ParameterManifest = z.output<typeof parameterSchema>;

const words = z.array(z.string().min(1)).min(1);

/** A `gossip-node.yaml`: how an implementation is built and started, and what can be set (nodes/adapters/README.md). */
export const manifestSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected lower-case letters, digits and dashes'),
  description: z.string().default(''),
  versions: z.array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+-]{0,60}$/, 'expected a version')).default([]),
  build: z
    .strictObject({
      needs: z.array(z.string()).default([]),
      /** Folders beside the manifest's that the build needs, too, as `../shared`: several implementations may have them. */
      with: z
        .array(
          z
            .string()
            .regex(
              /^\.\.\/[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
              'expected a folder beside this one, as ../shared',
            ),
        )
        .default([]),
      steps: z.array(words).min(1),
    })
    .optional(),
  command: words,
  /** `udp`: it sends datagrams to its peers' addresses, beside what it sends over TCP, and the links carry both. */
  transport: z.enum(['tcp', 'udp']).default('tcp'),
  /** `transparent`: an unmodified program, which dials the addresses that its peers tell; its links can only be transparent ones. */
  links: z.enum(['any', 'transparent']).default('any'),
  memoryMiB: z.int().min(4).max(65_536).default(64),
  parameters: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,62}$/), parameterSchema).default({}),
});
export type Manifest = z.output<typeof manifestSchema>;
