/** A table in GitHub's Markdown; a bar in a cell would end it. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Text that stays text: no sign of it is markup. */
export const plainMarkdown = (text: string): string => text.replaceAll(/[\\`*_<>[\]#]/g, '\\$&');
