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
  record: 'fields, one a line',
};

/** ` (did you mean …?)`, or nothing where no candidate is near, or the nearest is the word itself. */
function suggestion(word: string, candidates: readonly string[]): string {
  const nearest = closestMatch(word, candidates, { maxDistance: Math.max(2, Math.floor(word.length / 3)) });
  return nearest === undefined || nearest === word ? '' : ` (did you mean ${nearest}?)`;
}

/** The text of a schema's issue, in the house's words; schemas with words of their own keep them. */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  const got = `got ${shown(issue.input)}`;
  if (issue.code === 'invalid_type') return `expected ${nouns[issue.expected] ?? issue.expected}, ${got}`;
  if (issue.code === 'too_small') return `expected at least ${issue.minimum}, ${got}`;
  if (issue.code === 'too_big') return `expected at most ${issue.maximum}, ${got}`;
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    const { input, options = [] } = issue as NoMatch;
    return choiceOf((input as Record<string, unknown>)[issue.discriminator], options);
  }
  return issue.code === 'invalid_value' ? choiceOf(issue.input, issue.values) : undefined;
}

/** An object is none of those that one field tells apart. */
interface NoMatch {
  readonly input?: unknown;
  readonly options?: readonly unknown[];
}

function choiceOf(input: unknown, choices: readonly unknown[]): string {
  const words = choices.map(String);
  const hint = typeof input === 'string' ? suggestion(input, words) : '';
  return `expected one of ${words.join(', ')}, got ${shown(input)}${hint}`;
}

/** Problems of a failed parse; `fieldNames` are all fields by their dotted names, for suggestions. */
export function problemsOf(error: z.ZodError, fieldNames: readonly string[]): Problem[] {
  return problemsWithin(error.issues, [], fieldNames);
}

function problemsWithin(
  issues: readonly z.core.$ZodIssue[],
  section: readonly string[],
  fieldNames: readonly string[],
): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const path = [...section, ...issue.path.map(String)];
    const meant = issue.code === 'invalid_union' ? issue.errors.find(isWithin) : undefined;
    if (meant) return problemsWithin(meant, path, fieldNames);
    if (issue.code !== 'unrecognized_keys') return [{ path, text: issue.message }];
    return issue.keys.map((key) => ({
      path: [...path, key],
      text: `unknown field${nearestField([...path, key], fieldNames)}`,
    }));
  });
}

/** Of what may be written in several forms, that form is meant of which single fields are wrong, not the whole. */
const isWithin = (issues: readonly z.core.$ZodIssue[]): boolean =>
  issues.some(({ code, path }) => path.length > 0 || code === 'unrecognized_keys');

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
  if (match === undefined) return '';
  const name = elsewhere.get(match)!;
  return name === key ? ` (${name} belongs to the top level of the file)` : ` (did you mean ${name}?)`;
}
