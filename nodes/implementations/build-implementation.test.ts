import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildImplementation } from './build-implementation.js';
import { findImplementation } from './find-implementation.js';

let folder: string;
const cacheBefore = process.env.XDG_CACHE_HOME;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-build-'));
  process.env.XDG_CACHE_HOME = join(folder, 'cache');
});
afterEach(async () => {
  if (cacheBefore === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = cacheBefore;
  await rm(folder, { recursive: true });
});

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const manifest = (beside: string): string => `
name: mine
build: { with: [${beside}], steps: [[cp, ../shared/said, "{out}/said"]] }
command: ["{out}/said"]
`;

const built = async (): Promise<string> => {
  const hooks = { onNotice: () => undefined, signal: new AbortController().signal };
  const { command } = await buildImplementation(findImplementation(join(folder, 'mine')), {}, hooks);
  return command[0];
};

describe('a build with a folder beside the manifest’s', () => {
  it('finds it where it is, and is another one when it changes', async () => {
    await put('mine/gossip-node.yaml', manifest('../shared'));
    await put('shared/said', 'once');
    const first = await built();
    expect(await readFile(first, 'utf8')).toBe('once');
    expect(await built()).toBe(first);
    await put('shared/said', 'twice');
    const second = await built();
    expect(second).not.toBe(first);
    expect(await readFile(second, 'utf8')).toBe('twice');
  });

  it('that is not there is named', async () => {
    await put('mine/gossip-node.yaml', manifest('../shared'));
    await expect(built()).rejects.toMatchObject({
      code: 'NODE_BUILD_FAILED',
      message: `mine is built with ../shared, and there is no folder ${join(folder, 'shared')}`,
    });
  });

  it.each(['../..', '../shared/deep', '/etc', 'below'])('cannot be %s', async (path) => {
    await put('mine/gossip-node.yaml', manifest(path));
    await expect(built()).rejects.toThrow(/build.with.0: expected a folder beside this one/);
  });
});
