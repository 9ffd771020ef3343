import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureOutput } from '@oclif/test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveSpec } from '../../bench/spec/input/resolve.js';
import { readSpecFile } from '../experiment/read-spec-file.js';
import Init from './init.js';
import SpecSchema from './spec/schema.js';

/** Under 'test' oclif warns of what it looks for in src/ as well. */
const asInProduction = { testNodeEnv: 'production' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-init-'));
});
afterEach(async () => {
  process.exitCode = 0;
  await rm(folder, { recursive: true });
});

describe('gossip-bench init', () => {
  it('writes a spec that resolves to the defaults and its schema beside it', async () => {
    const path = join(folder, 'lossy.yaml');
    const { stdout } = await captureOutput(() => Init.run([path], import.meta.url), asInProduction);
    expect(stdout).toContain(`gossip-bench run ${path}`);
    const { seed: _, ...written } = resolveSpec(await readSpecFile(path));
    const { seed: __, ...defaults } = resolveSpec(undefined);
    expect(written).toEqual(defaults);
    const text = await readFile(path, 'utf8');
    expect(text).toContain('$schema=./lossy.schema.json');
    expect(JSON.parse(await readFile(join(folder, 'lossy.schema.json'), 'utf8'))).toHaveProperty(
      'properties.cluster',
    );
  });

  it('leaves a file that is there alone, except with --force', async () => {
    const path = join(folder, 'mine.yaml');
    await writeFile(path, 'name: mine\n');
    const refused = await captureOutput(() => Init.run([path], import.meta.url), asInProduction);
    expect(refused.stderr).toBe(
      `Error: ${path} already exists\nChoose another file, or overwrite this one with --force.\n`,
    );
    expect(process.exitCode).toBe(2);
    expect(await readFile(path, 'utf8')).toBe('name: mine\n');
    await captureOutput(() => Init.run([path, '--force'], import.meta.url), asInProduction);
    expect(await readFile(path, 'utf8')).toContain('cluster:');
  });

  it('with --json prints errors as one object on stdout', async () => {
    const path = join(folder, 'no', 'such', 'folder.yaml');
    const { stdout, stderr } = await captureOutput(
      () => Init.run([path, '--json'], import.meta.url),
      asInProduction,
    );
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'STORAGE', message: expect.stringContaining(path) },
    });
    expect(stderr).toBe('');
    expect(process.exitCode).toBe(3);
  });
});

describe('gossip-bench spec schema', () => {
  it.each([[[]], [['--json']]])('prints JSON and nothing else with %j', async (argv) => {
    const { stdout } = await captureOutput(() => SpecSchema.run(argv, import.meta.url), asInProduction);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'object', additionalProperties: false });
  });
});
