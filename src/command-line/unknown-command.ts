import { Errors } from '@oclif/core';
import { closestMatch } from 'leven';
import { CodedError } from '../../nodes/coded-error.js';

/** Errors of oclif for words that are no command: `command chaos:lst not found`. */
const notFound = /^command (\S+) not found$/;

/** Letters that may differ: fewer of a short word. */
const mostTypos = (text: string): number => Math.max(2, Math.floor(text.length / 3));

/**
 * Where an error says that there is no such command: the same with the command that was probably meant. Any other error as it is.
 * `ids` are all commands, as `chaos:list`; `words` what was typed.
 */
export function explainUnknown(error: unknown, words: readonly string[], ids: readonly string[]): unknown {
  const [, unknown] = (error instanceof Errors.CLIError && notFound.exec(error.message)) || [];
  if (unknown === undefined) return error;
  const typed = words.filter((word) => !word.startsWith('-'));
  const meant = meantCommand(typed, ids);
  const name = typed.slice(0, unknown.split(':').length).join(' ');
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  return new CodedError('USAGE', `there is no command ${name || unknown}${hint}`, {
    remedy: meant === undefined ? 'See `gossip-bench --help`.' : `See \`gossip-bench ${meant} --help\`.`,
  });
}

/** By the letters of as many words as a command has, or by its last word alone (`validate` of `chaos validate`). */
function meantCommand(typed: readonly string[], ids: readonly string[]): string | undefined {
  const names = ids.map((id) => id.replaceAll(':', ' '));
  const byLastWord = names.find((name) => name.endsWith(` ${typed[0]}`));
  if (byLastWord !== undefined) return byLastWord;
  for (const count of [3, 2, 1]) {
    const text = typed.slice(0, count).join(' ');
    const ofSameLength = names.filter((name) => name.split(' ').length === count);
    const near = closestMatch(text, ofSameLength, { maxDistance: mostTypos(text) });
    if (near !== undefined) return near;
  }
  return undefined;
}
