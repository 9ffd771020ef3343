import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ensureToxiproxy, findToxiproxy } from './ensure-toxiproxy.js';
import { hostPlatform } from './platform.js';
import { releaseFile } from './release.js';

let server: string;
let directory: string;
let cache: string;

beforeAll(async () => {
  server = (await ensureToxiproxy()).path;
});

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'toxiproxy-binary-'));
  cache = join(directory, 'cache');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Nothing of this machine's own is on PATH. */
const bare = (extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: join(directory, 'bin'),
  GOSSIP_BENCH_CACHE_DIR: cache,
  GOSSIP_BENCH_TOXIPROXY_RELEASE: 'http://127.0.0.1:1',
  ...extra,
});

/** Not by toEqual, which walks megabytes byte by byte. */
async function sameBytes(one: string, other: string): Promise<boolean> {
  return (await readFile(one)).equals(await readFile(other));
}

test('takes the server that the override names, with its version', async () => {
  const found = await ensureToxiproxy({ environment: bare({ GOSSIP_BENCH_TOXIPROXY: server }) });
  expect(found).toEqual({
    path: server,
    version: expect.stringMatching(/^\d+\.\d+\.\d+|git$/),
    source: 'override',
  });
});

test('finds a server on PATH, and asks its version', async () => {
  await mkdir(join(directory, 'bin'));
  await symlink(server, join(directory, 'bin', 'toxiproxy-server'));
  const { found } = await findToxiproxy({ environment: bare() });
  expect(found).toMatchObject({ path: join(directory, 'bin', 'toxiproxy-server'), source: 'path' });
});

test('refuses a server on PATH of another version, and one that is no server', async () => {
  await mkdir(join(directory, 'bin'));
  const path = join(directory, 'bin', 'toxiproxy-server');
  const script = (line: string): Promise<void> => writeFile(path, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  await script('echo toxiproxy-server version 2.1.4');
  expect((await findToxiproxy({ environment: bare() })).failed).toContainEqual({
    way: 'toxiproxy-server on PATH',
    reason: `${path} is version 2.1.4, expected 2.12.0`,
  });
  await script('echo hello');
  const { found, failed } = await findToxiproxy({ environment: bare() });
  expect(found).toBeUndefined();
  expect(failed.map(({ reason }) => reason).join()).toContain('"hello", which is not a version');
});

test('refuses a server for another platform than the wanted one', async () => {
  const { arch } = hostPlatform();
  const other = arch === 'arm64' ? 'amd64' : 'arm64';
  const environment = bare({ GOSSIP_BENCH_TOXIPROXY: server });
  const { found, failed } = await findToxiproxy({ environment, platform: { os: 'linux', arch: other } });
  expect(found).toBeUndefined();
  expect(failed[0]?.reason).toContain(`expected linux/${other}`);
});

test('lists every way and why it failed when there is none, and tells of an override that cannot be used', async () => {
  const notices: string[] = [];
  const environment = bare({ GOSSIP_BENCH_TOXIPROXY: join(directory, 'nowhere') });
  const failure = ensureToxiproxy({ environment, onNotice: (text) => notices.push(text) });
  await expect(failure).rejects.toMatchObject({ code: 'TOXIPROXY_UNAVAILABLE', remedy: expect.any(String) });
  const message = await failure.catch((error: Error) => error.message);
  expect(message).toContain(`GOSSIP_BENCH_TOXIPROXY: ${join(directory, 'nowhere')} does not exist`);
  expect(message).toContain('toxiproxy-server on PATH: missing');
  expect(message).toContain('a build with Go: no go on PATH');
  expect(message).toContain("the project's release file: http://127.0.0.1:1/checksums.txt: ");
  expect(message).toContain('the image in GOSSIP_BENCH_TOXIPROXY_IMAGE: not set');
  expect(notices[0]).toContain('GOSSIP_BENCH_TOXIPROXY cannot be used');
  expect(await readdir(cache)).toEqual([]);
});

test('keeps what the caller takes out of an image in the cache, where the next search finds it', async () => {
  const environment = bare();
  const got = await ensureToxiproxy({
    environment,
    fromImage: (_platform, target) => copyFile(server, target),
  });
  expect(got.source).toBe('image');
  expect(await ensureToxiproxy({ environment })).toMatchObject({ path: got.path, source: 'cache' });
  expect(await readdir(cache)).toHaveLength(1);
});

test('two that get it at once both end with a whole server', async () => {
  const options = {
    environment: bare(),
    fromImage: (_platform: object, target: string) => copyFile(server, target),
  };
  const got = await Promise.all([ensureToxiproxy(options), ensureToxiproxy(options)]);
  expect(got[0].path).toBe(got[1].path);
  expect(await sameBytes(got[0].path, server)).toBe(true);
  expect(await readdir(cache)).toHaveLength(1);
});

test('an abort ends the search with its reason and leaves nothing behind', async () => {
  const controller = new AbortController();
  const failure = ensureToxiproxy({
    environment: bare(),
    signal: controller.signal,
    fromImage: async (_platform, target) => {
      await copyFile(server, target);
      controller.abort(new Error('enough'));
    },
  });
  await expect(failure).rejects.toThrow('enough');
  expect(await readdir(cache)).toEqual([]);
});

const served = new Map<string, Buffer>();
let releases: Server;

beforeAll(async () => {
  releases = createServer(({ url }, response) => {
    const body = served.get(url ?? '');
    response.writeHead(body ? 200 : 404).end(body);
  });
  await new Promise<void>((resolve) => releases.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => releases.close(resolve)));

const releaseUrl = (): string => `http://127.0.0.1:${(releases.address() as AddressInfo).port}`;

test('downloads the release file and checks it against the checksums of the same release', async () => {
  const file = releaseFile(hostPlatform());
  const bytes = await readFile(server);
  const hash = createHash('sha256').update(bytes).digest('hex');
  served.set(`/${file}`, bytes);
  served.set('/checksums.txt', Buffer.from(`${'0'.repeat(64)}  other\n${hash}  ${file}\n`));
  const got = await ensureToxiproxy({ environment: bare({ GOSSIP_BENCH_TOXIPROXY_RELEASE: releaseUrl() }) });
  expect(got.source).toBe('release');
  expect(await sameBytes(got.path, server)).toBe(true);
});

test.each([
  ['another checksum', (file: string) => `${'1'.repeat(64)}  ${file}\n`, 'checksums.txt lists 1111'],
  ['no checksum', () => `${'1'.repeat(64)}  another-file\n`, 'lists no toxiproxy-server-'],
])('refuses a release file with %s', async (_case, checksums, reason) => {
  const file = releaseFile(hostPlatform());
  served.set(`/${file}`, Buffer.from('not what was built'));
  served.set('/checksums.txt', Buffer.from(checksums(file)));
  const environment = bare({ GOSSIP_BENCH_TOXIPROXY_RELEASE: releaseUrl() });
  await expect(ensureToxiproxy({ environment })).rejects.toThrow(reason);
  expect(await readdir(cache)).toEqual([]);
});
