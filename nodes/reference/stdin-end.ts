import { fstatSync } from 'node:fs';

/**
 * Calls back when the process at the other end of stdin is gone. Only of a pipe (or the socket pair that Node makes of
 * one): /dev/null and a closed stdin have always ended.
 */
export function onStdinEnd(ended: () => void): void {
  const stdin = fstatSync(0);
  if (!stdin.isFIFO() && !stdin.isSocket()) return;
  process.stdin.on('error', ended).on('close', ended).resume();
}
