import { closestMatch } from 'leven';
import type { z } from 'zod';
import { shown } from './quantity.js';

/** One thing that is wrong with a spec: where, as a path of field names, and what. */
export interface Problem {
  readonly path: readonly string[];
  readonly text: string;
}

const nouns: Record<string, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'fields, one a line',
};

/** ` (did you mean …?)`, or nothing where no candidate is near. */
function suggestion(word: string, candidates: readonly string[]): string {
  const nearest = closestMatch(word, candidates, { maxDistance: Math.max(2, Math.floor(word.length / 3)) });
  return nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
}

/** The text of a schema's issue, in the house's words; schemas with words of their own keep them. */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  const got = `got ${shown(issue.input)}`;
  if (issue.code === 'invalid_type') return `expected ${nouns[issue.expected] ?? issue.expected}, ${got}`;
  if (issue.code === 'too_small') return `expected at least ${issue.minimum}, ${got}`;
  if (issue.code === 'too_big') return `expected at most ${issue.maximum}, ${got}`;
  if (issue.code !== 'invalid_value') return undefined;
  const values = issue.values.map(String);
  const hint = typeof issue.input === 'string' ? suggestion(issue.input, values) : '';
  return `expected one of ${values.join(', ')}, ${got}${hint}`;
}

/** Problems of a failed parse; `fieldNames` are all fields by their dotted names, for suggestions. */
export function problemsOf(error: z.ZodError, fieldNames: readonly string[]): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    const path = issue.path.map(String);
    if (issue.code !== 'unrecognized_keys') return [{ path, text: issue.message }];
    return issue.keys.map((key) => ({
      path: [...path, key],
      text: `unknown field${nearestField([...path, key], fieldNames)}`,
    }));
  });
}

/** A field of the same section first; else one of that very name elsewhere. */
function nearestField(path: readonly string[], fieldNames: readonly string[]): string {
  const section = path.slice(0, -1).join('.');
  const key = path.at(-1)!;
  const siblings = fieldNames.filter((name) => name.split('.').slice(0, -1).join('.') === section);
  const near = suggestion(
    key,
    siblings.map((name) => name.split('.').at(-1)!),
  );
  if (near !== '') return near;
  const elsewhere = new Map(fieldNames.map((name) => [name.split('.').at(-1)!, name]));
  const match = closestMatch(key, [...elsewhere.keys()], { maxDistance: 2 });
  return match === undefined ? '' : ` (did you mean ${elsewhere.get(match)}?)`;
}
