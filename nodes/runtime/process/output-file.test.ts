import { mkdtempSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OutputFile } from './output-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gossip-bench-output-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what is passed over is not read, and its disk space is given back', async () => {
  const path = join(folder, 'n0.lines');
  const output = new OutputFile(path);
  writeSync(output.fd, Buffer.alloc(8 * 1_048_576, 'a'));
  expect(output.read()).toHaveLength(1_048_576);
  expect(output.passOver()).toBe(7 * 1_048_576);
  writeSync(output.fd, 'after');
  expect(String(output.read())).toBe('after');
  expect(output.read()).toBeUndefined();
  // Where fallocate(1) and the file system can.
  await vi.waitFor(() => expect(statSync(path).blocks * 512).toBeLessThan(2 * 1_048_576), 10_000);
  output.remove();
});
