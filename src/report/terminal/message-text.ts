import { printable } from './printable.js';

/** Lines of one message, and characters of a line: what quotes a long input is cut. */
const mostLines = 40;
const mostInLine = 2_000;

/**
 * One message for a terminal, which may quote what somebody else wrote: without a sign that steers the terminal or colours it, of bounded length, and each line
 * but the first set in, so that a line break within what is quoted cannot begin a line that looks like one of the program's own.
 */
export function messageText(text: string): string {
  const [first, ...others] = printable(text.replaceAll('\r\n', '\n')).split('\n');
  const shown = [first!, ...others.map((line) => `  ${line}`)].slice(0, mostLines).map(shortened);
  const rest = 1 + others.length - shown.length;
  return [...shown, ...(rest > 0 ? [`  … and ${rest} more lines`] : [])]
    .join('\n')
    .replaceAll('\u001b', '\ufffd');
}

function shortened(line: string): string {
  const rest = line.length - mostInLine;
  return rest > 0 ? `${line.slice(0, mostInLine)}… and ${rest} more characters` : line;
}
