import type { Document, YAMLMap } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { CodedError } from '../../../nodes/coded-error.js';
import { isMergeKey, yamlHazards } from './yaml-hazards.js';

/** A spec file that is YAML with fields; whether the fields are right is not known yet. */
export interface SpecDocument {
  readonly fields: Readonly<Record<string, unknown>>;
  /** `file:line:column` of a field, or of the innermost section above it that is there. */
  place(path: readonly string[]): string;
}

const remedy = 'See `gossip-bench spec schema`; `gossip-bench init` writes a commented spec to start from.';

export const specError = (lines: readonly string[]): CodedError =>
  new CodedError('USAGE', lines.join('\n'), { remedy });

/** Bytes of a spec; the longest of the shipped ones has 3 KiB. */
const mostCharacters = 2 ** 20;

/** Plain YAML 1.2 whatever a `%YAML` line says, and merge keys. */
const yamlOptions = { schema: 'core', resolveKnownTags: false, merge: true, prettyErrors: false } as const;

/**
 * Reads YAML; `file` is how errors name it. Merge keys (`<<`) are followed; top-level fields named `x-…` are left out: they are a
 * place for anchors.
 * @throws CodedError USAGE, one line a problem, where the text is no YAML, is empty, is not a mapping, or cannot be read as plain fields.
 */
export function parseSpecYaml(text: string, file: string): SpecDocument {
  const lines = new LineCounter();
  if (text.length > mostCharacters) {
    const most = `at most ${mostCharacters} characters`;
    throw specError([`${file}:1:1: the file has ${text.length} characters: a spec has ${most}`]);
  }
  const document = parseDocument(text, { ...yamlOptions, lineCounter: lines });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    // The parser reports some faults twice.
    const texts = faults.map(({ pos, code, message }) => `${at(pos[0])}: ${faultText(code, message)}`);
    throw specError([...new Set(texts)].slice(0, mostProblems));
  }
  const { contents } = document;
  if (!contents || (isScalar(contents) && contents.value === null)) {
    throw specError([`${at(0)}: the file is empty; expected fields such as cluster:`]);
  }
  if (!isMap(contents)) {
    const kind = isScalar(contents) ? 'plain text' : 'a list';
    throw specError([`${at(contents.range?.[0] ?? 0)}: expected fields such as cluster:, got ${kind}`]);
  }
  const hazards = yamlHazards(document);
  if (hazards.length > 0) {
    throw specError(hazards.slice(0, mostProblems).map(({ offset, text }) => `${at(offset)}: ${text}`));
  }
  return {
    fields: sectionsOf(document.toJS({ maxAliasCount: -1 }) as Record<string, unknown>),
    place: (path) => at(offsetOf(document, path)),
  };
}

/** Problems of a kind that can come in thousands; the first ones say enough. */
const mostProblems = 20;

const faultText = (code: string, message: string): string => {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here: a file holds one, so remove it';
  if (code === 'TAG_RESOLVE_FAILED')
    return `${message.split('\n')[0]!.replace('tag:yaml.org,2002:', '!!')}: tags are not supported, so remove it`;
  if (message.startsWith('Maximum call stack')) return 'sections are nested too deep to be read';
  return `not valid YAML: ${message.split('\n')[0]}`;
};

/**
 * The sections, each with values of its own: what several aliases stand for must not change together. A section whose fields are all
 * commented out reads as null in YAML; it is as good as left out.
 */
function sectionsOf(fields: Record<string, unknown>): Record<string, unknown> {
  const sections = Object.entries(fields).filter(([name, value]) => value !== null && !name.startsWith('x-'));
  return JSON.parse(JSON.stringify(Object.fromEntries(sections))) as Record<string, unknown>;
}

/** Of the innermost part of the path that is written, also where it is written behind an alias or merged. */
function offsetOf(document: Document, path: readonly string[]): number {
  let [node, offset]: [unknown, number] = [document.contents, 0];
  for (const key of path) {
    const section = resolved(document, node);
    const found = isSeq(section) ? section.items[Number(key)] : pairOf(document, section, key)?.value;
    const place = isSeq(section) ? found : pairOf(document, section, key)?.key;
    if (!isNode(place) || !place.range) break;
    [node, offset] = [found, place.range[0]];
  }
  return offset;
}

const resolved = (document: Document, node: unknown): unknown =>
  isAlias(node) ? node.resolve(document) : node;

/** A field of a section: its own before those of what it merges. */
function pairOf(document: Document, section: unknown, key: string): YAMLMap['items'][number] | undefined {
  if (!isMap(section)) return undefined;
  const own = section.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
  if (own) return own;
  for (const { key: name, value } of section.items) {
    if (!isMergeKey(name)) continue;
    const merged = resolved(document, value);
    const sources: readonly unknown[] = isSeq(merged) ? merged.items : [merged];
    for (const source of sources) {
      const pair = pairOf(document, resolved(document, source), key);
      if (pair) return pair;
    }
  }
  return undefined;
}
