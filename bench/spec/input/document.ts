import type { Document } from 'yaml';
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { CodedError } from '../../../nodes/coded-error.js';

/** A spec file that is YAML with fields; whether the fields are right is not known yet. */
export interface SpecDocument {
  readonly fields: Readonly<Record<string, unknown>>;
  /** `file:line:column` of a field, or of the innermost section above it that is there. */
  place(path: readonly string[]): string;
}

const remedy = 'See `gossip-bench spec schema`; `gossip-bench init` writes a commented spec to start from.';

export const specError = (lines: readonly string[]): CodedError =>
  new CodedError('USAGE', lines.join('\n'), { remedy });

/**
 * Reads YAML; `file` is how errors name it.
 * @throws CodedError USAGE, one line a problem, where the text is no YAML, is empty, or is not a mapping.
 */
export function parseSpecYaml(text: string, file: string): SpecDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    // The parser reports some faults twice.
    const texts = faults.map(
      ({ pos, message }) => `${at(pos[0])}: not valid YAML: ${message.split('\n')[0]}`,
    );
    throw specError([...new Set(texts)]);
  }
  const { contents } = document;
  if (!contents || (isScalar(contents) && contents.value === null)) {
    throw specError([`${at(0)}: the file is empty; expected fields such as cluster:`]);
  }
  if (!isMap(contents)) {
    const kind = isScalar(contents) ? 'plain text' : 'a list';
    throw specError([`${at(contents.range?.[0] ?? 0)}: expected fields such as cluster:, got ${kind}`]);
  }
  return {
    fields: withoutEmptySections(document.toJS() as Record<string, unknown>),
    place: (path) => at(offsetOf(document, path)),
  };
}

/** A section whose fields are all commented out reads as null in YAML; it is as good as left out. */
function withoutEmptySections(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function offsetOf(document: Document, path: readonly string[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    if (!isMap(parent)) {
      const item = document.getIn(path.slice(0, depth), true);
      if (isNode(item) && item.range) return item.range[0];
      continue;
    }
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === path[depth - 1]);
    if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
  }
  return 0;
}
