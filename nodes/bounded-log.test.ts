import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BoundedLog } from './bounded-log.js';

const mebibyte = 1_048_576;
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gossip-bench-log-'));
  path = join(folder, 'n0.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process says so much on a stderr that is the log. */
function flood(bytes: number, words: string): void {
  const program = `const line = '${words}'.padEnd(1023) + '\\n'; for (let at = 0; at < ${bytes}; at += 1024) require('fs').writeSync(2, line)`;
  spawnSync(process.execPath, ['-e', program], { stdio: ['ignore', 'ignore', openSync(path, 'a')] });
}

it('keeps the beginning and the end of a log that grew too long, and counts what it dropped', () => {
  const log = new BoundedLog(path);
  let said = 0;
  const say = (bytes: number, words: string): void => {
    flood(bytes, words);
    said += bytes;
    log.hold();
  };
  say(2 * mebibyte, 'the beginning');
  say(60 * mebibyte, 'the middle');
  say(60 * mebibyte, 'more of it');
  appendFileSync(path, 'the end\n');
  const text = readFileSync(path, 'utf8');
  expect(text.length).toBeLessThan(10 * mebibyte);
  expect(text).toMatch(/^the beginning/);
  expect(text).toMatch(/the end\n$/);
  const notes = [...text.matchAll(/\ngossip-bench: (\d+) bytes of this log were dropped here.*\n/g)];
  expect(notes.map(([, bytes]) => Number(bytes))).toEqual([log.droppedBytes]);
  const kept = text.length - notes[0]![0].length - 'the end\n'.length;
  expect(log.droppedBytes).toBe(said - kept);
});

it('leaves a log of an ordinary length alone, and does not mind one that is not there', () => {
  const log = new BoundedLog(path);
  log.hold();
  writeFileSync(path, 'x'.repeat(20 * mebibyte));
  log.hold();
  expect([statSync(path).size, log.droppedBytes]).toEqual([20 * mebibyte, 0]);
});
