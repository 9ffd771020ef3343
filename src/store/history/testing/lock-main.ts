import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockNight } from '../night-lock.js';

/** Tries to hold the lock of a history from a given moment on (ms since 1970), says whether it does, and lives until stdin ends. */
const [outDirectory = '', atMs = '0'] = process.argv.slice(2);
await sleep(Math.max(0, Number(atMs) - Date.now()));
const held = await lockNight(outDirectory).then(
  () => true,
  () => false,
);
writeSync(1, `${held}\n`);
process.stdin.resume();
await new Promise((resolve) => process.stdin.on('end', resolve));
process.exit();
