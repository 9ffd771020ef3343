import { z } from 'zod';
import { type SpecDocument, specError } from './input/document.js';
import { describeIssue, problemsOf } from './input/problems.js';

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: 'expected lower-case letters, digits and dashes, at most 63',
});

const entrySchema = z
  .strictObject({
    /** Fields of a spec; above those of the scenario, where there is one. */
    spec: z.record(z.string(), z.unknown()).optional(),
    /** Name of a shipped scenario, or a file. */
    scenario: z.string().optional(),
  })
  .refine(({ spec, scenario }) => spec ?? scenario, { error: 'expected spec, scenario, or both' });

/** What is run every night. */
const suiteSchema = z.strictObject({
  name,
  /** Runs of each entry, in turns. */
  repeat: z.int().min(1).max(100).default(5),
  /** The same every night, so that nights differ by what is measured and not by what was drawn. */
  seed: z.int().min(0).max(0xffff_ffff).default(1),
  entries: z.record(name, entrySchema).refine((entries) => Object.keys(entries).length > 0, {
    error: 'expected at least one entry',
  }),
});

export type Suite = z.output<typeof suiteSchema>;
export type SuiteEntry = z.output<typeof entrySchema>;

const fields = ['name', 'repeat', 'seed', 'entries'];

/** `repeat` wins over the document's. @throws CodedError USAGE with one line for every problem, each with its place */
export function parseSuite(document: SpecDocument, repeat?: unknown): Suite {
  const given = repeat === undefined ? {} : { repeat };
  const parsed = suiteSchema.safeParse({ ...document.fields, ...given }, { error: describeIssue });
  if (parsed.success) return parsed.data;
  throw specError(
    problemsOf(parsed.error, fields).map(({ path, text }) =>
      repeat !== undefined && path[0] === 'repeat'
        ? `--repeat: ${text}`
        : `${document.place(path)}: ${path.join('.')}: ${text}`,
    ),
  );
}

/** The fields of an entry's spec, with their places in the suite. */
export const entryDocument = (
  document: SpecDocument,
  entry: string,
  spec: SuiteEntry['spec'],
): SpecDocument => ({
  fields: spec ?? {},
  place: (path) => document.place(['entries', entry, 'spec', ...path]),
});
