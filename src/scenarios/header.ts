/** The comment at the top of a scenario's file, line by line, without its marks. */
export function headerOf(text: string): string[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines.slice(0, end < 0 ? lines.length : end).map((line) => line.replace(/^# ?/, ''));
}
