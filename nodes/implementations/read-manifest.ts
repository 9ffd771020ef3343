import { readFileSync } from 'node:fs';
import { isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { CodedError } from '../coded-error.js';
import { isReservedName } from '../reserved-name.js';
import { type Manifest, manifestSchema } from './manifest.js';
import { checkDefaults } from './parameters.js';

const mostBytes = 1_048_576;
const remedy = 'nodes/adapters/README.md describes a manifest; `gossip-bench node init` writes one.';

/** @throws CodedError USAGE with file:line:column for every problem */
export function readManifest(path: string): Manifest {
  const text = readText(path);
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'core', lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${Math.max(1, line)}:${Math.max(1, col)}`;
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    throw refused(
      faults
        .slice(0, 10)
        .map(({ pos, message }) => `${at(pos[0])}: not valid YAML: ${message.split('\n')[0]}`),
    );
  }
  const reserved = reservedNames(document);
  if (reserved.length > 0) {
    throw refused(
      reserved.map(({ name, offset }) => `${at(offset)}: no field or parameter can have the name ${name}`),
    );
  }
  const place = (fields: readonly PropertyKey[]): string => {
    for (let depth = fields.length; depth > 0; depth -= 1) {
      const node = document.getIn(fields.slice(0, depth), true) as { range?: [number] } | undefined;
      if (node?.range) return at(node.range[0]);
    }
    return at(0);
  };
  const parsed = manifestSchema.safeParse(plainValue(document, path));
  if (!parsed.success)
    throw refused(parsed.error.issues.map((issue) => `${place(issue.path)}: ${issueText(issue)}`));
  const wrong = checkDefaults(parsed.data);
  if (wrong.length > 0)
    throw refused(
      wrong.map(({ path: fields, text: what }) => `${place(fields)}: ${fields.join('.')}: ${what}`),
    );
  return parsed.data;
}

function readText(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length <= mostBytes) return text;
  } catch (error) {
    throw refused([`${path}: cannot be read: ${(error as Error).message}`], error);
  }
  throw refused([`${path}: it has more than 1 MiB: a manifest is a page`]);
}

function reservedNames(document: ReturnType<typeof parseDocument>): { name: string; offset: number }[] {
  const found: { name: string; offset: number }[] = [];
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key) && isReservedName(String(key.value)))
        found.push({ name: String(key.value), offset: key.range?.[0] ?? 0 });
    },
  });
  return found.slice(0, 10);
}

function plainValue(document: ReturnType<typeof parseDocument>, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw refused([`${path}:1:1: ${(error as Error).message}`], error);
  }
}

function issueText(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.');
  const keys = issue.code === 'unrecognized_keys' ? `unknown field ${issue.keys.join(', ')}` : issue.message;
  return field === '' ? keys : `${field}: ${keys}`;
}

const refused = (lines: readonly string[], cause?: unknown): CodedError =>
  new CodedError('USAGE', lines.join('\n'), { remedy, cause });
