import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectEngine, detectEngine, requireEngine } from './engine.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gossip-bench-context-'));
  const meta = join(folder, 'contexts/meta', createHash('sha256').update('dead').digest('hex'));
  mkdirSync(meta, { recursive: true });
  const host = `unix://${join(folder, 'nobody.sock')}`;
  writeFileSync(
    join(meta, 'meta.json'),
    JSON.stringify({ Name: 'dead', Endpoints: { docker: { Host: host } } }),
  );
  vi.stubEnv('DOCKER_HOST', '');
  vi.stubEnv('DOCKER_CONFIG', folder);
  vi.stubEnv('DOCKER_CONTEXT', 'dead');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('a context behind which nobody answers is named, where an engine is required and where one is looked for', async () => {
  const named = expect.stringMatching(/nobody\.sock, at the context dead of DOCKER_CONTEXT$/);
  await expect(requireEngine(connectEngine(), 3_000)).rejects.toMatchObject({
    code: 'ENGINE_UNAVAILABLE',
    message: named,
  });
  expect(await detectEngine(3_000)).toEqual({ available: false, reason: named });
});

test('an engine that was given by its address is not blamed on a context', async () => {
  const host = 'unix:///nowhere/engine.sock';
  await expect(requireEngine(connectEngine(host), 3_000, host)).rejects.toMatchObject({
    message: expect.not.stringContaining('context'),
  });
});
