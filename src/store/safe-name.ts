import { createHash } from 'node:crypto';

const longest = 180;

/**
 * The name of a file, without extension, for a text that may come from anybody: letters, digits, dots, dashes and underscores, none of them a dot at
 * the begin. A text that had to be changed bears a hash of itself, so that two texts never share a name.
 */
export function safeName(text: string): string {
  const plain = text.replaceAll(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_');
  if (plain === text && text !== '' && text.length <= longest) return text;
  return `${plain.slice(0, longest)}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}
