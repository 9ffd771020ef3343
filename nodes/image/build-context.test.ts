import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeBuildContext } from './build-context.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-image-'));
  for (const name of ['node', 'gateway', 'load', 'relay', 'toxiproxy'])
    await writeFile(join(folder, name), `the ${name}`);
});
afterEach(() => rm(folder, { recursive: true }));

const sources = () => ({
  node: join(folder, 'node'),
  gateway: join(folder, 'gateway'),
  load: join(folder, 'load'),
  relay: join(folder, 'relay'),
  toxiproxy: join(folder, 'toxiproxy'),
});

test('the context holds the files under the names that the containers call', async () => {
  const contents: Record<string, string> = {};
  for await (const entry of (await nodeBuildContext('base:1', sources())).tar().pipe(extract())) {
    contents[entry.header.name] = await text(entry);
  }
  expect(contents).toEqual({
    Dockerfile: 'FROM base:1\nCOPY app/ /app/\n',
    'app/node.mjs': 'the node',
    'app/gateway.mjs': 'the gateway',
    'app/load.mjs': 'the load',
    'app/udp-relay.mjs': 'the relay',
    'app/toxiproxy-server': 'the toxiproxy',
  });
});

test('the hash names the content: base, and each file', async () => {
  const hash = async (base: string, toxiproxy = sources().toxiproxy as string | undefined) =>
    (await nodeBuildContext(base, { ...sources(), toxiproxy })).hash;
  const original = await hash('base:1');
  expect(await hash('base:1')).toBe(original);
  expect(await hash('base:2')).not.toBe(original);
  expect(await hash('base:1', undefined)).toBe(await hash('base:1', undefined));
  expect(await hash('base:1', sources().node)).not.toBe(original);
  await writeFile(sources().gateway, 'another gateway');
  expect(await hash('base:1')).not.toBe(original);
});
