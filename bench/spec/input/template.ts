import wrapAnsi from 'wrap-ansi';
import { stringify } from 'yaml';
import { type SpecField, specFields } from './fields.js';

const commentWidth = 90;

/**
 * A spec in which every field stands with its default, its description and its choices above it; made from the
 * schema, so that it cannot drift. `schemaPath` is where editors find the JSON Schema.
 */
export function specTemplate(schemaPath: string): string {
  const head = [
    `# yaml-language-server: $schema=${schemaPath}`,
    '# A gossip-bench experiment. Every field is optional; the values below are the defaults.',
    '# Run it with: gossip-bench run <this file>. Flags override it.',
  ];
  return `${[...head, ...specFields.flatMap((field) => ['', ...fieldLines(field, '')])].join('\n')}\n`;
}

/** `isLeftOut`: the section around it is. */
function fieldLines(field: SpecField, indent: string, isLeftOut = false): string[] {
  const name = field.path.at(-1)!;
  const comment = commentLines(field).map((line) => `${indent}# ${line}`);
  // What means something else when it is left out stays a comment, with all that is in it.
  const isComment = isLeftOut || (field.fields ? field.isOptional : field.defaultValue === undefined);
  const sign = isComment ? '# ' : '';
  if (field.fields) {
    const inner = field.fields.flatMap((child) => fieldLines(child, `${indent}  `, isComment));
    return [...comment, `${indent}${sign}${name}:`, ...inner];
  }
  const lines = stringify({ [name]: field.defaultValue ?? field.example })
    .trimEnd()
    .split('\n');
  return [...comment, ...lines.map((line) => `${indent}${sign}${line}`)];
}

function commentLines({ description, choices }: SpecField): string[] {
  const text = choices ? `${description} One of: ${choices.join(', ')}.` : description;
  return wrapAnsi(text, commentWidth).split('\n');
}
