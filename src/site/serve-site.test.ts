import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deadline } from '../../nodes/testing/deadline.js';
import { type ServedSite, serveSite } from './serve-site.js';

let folder: string;
let site: ServedSite;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-serve-'));
  await writeFile(join(folder, 'index.html'), 'the index');
  await writeFile(join(folder, 'secret.txt'), 'no page');
  await writeFile(`${folder}.html`, 'beside the folder');
  await writeFile(join(folder, 'empty.html'), '');
  await writeFile(join(folder, 'large.html'), Buffer.alloc(8 * 2 ** 20, 'x'));
  site = await serveSite(folder, 0);
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
  await rm(`${folder}.html`);
});

/** As it is written, which fetch would tidy. */
const status = (path: string, method = 'GET', headers = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(site.address);
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

it('is on loopback, and serves its index', async () => {
  expect(site.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(await (await fetch(site.address)).text()).toBe('the index');
});

it.each([
  ['/index.html', 'GET', 200],
  ['/index.html', 'HEAD', 200],
  ['/index.html', 'POST', 405],
  ['/nothing.html', 'GET', 404],
  ['/secret.txt', 'GET', 404],
  ['/../index.html', 'GET', 200],
  ['/%2e%2e%2fanything.html', 'GET', 404],
  ['/%', 'GET', 404],
])('%s by %s is %d', async (path, method, expected) => {
  expect(await status(path, method)).toBe(expected);
});

it('serves nothing beside its folder', async () => {
  const name = folder.split('/').at(-1);
  expect(await status(`/%2e%2e%2f${name}.html`)).toBe(404);
});

it.each([
  ['localhost', 200],
  ['127.0.0.1:80', 200],
  ['LOCALHOST:1234', 200],
  ['evil.example', 421],
  ['127.0.0.1.evil.example', 421],
  ['localhost:1234:evil', 421],
])('answers the host %s with %d', async (host, expected) => {
  expect(await status('/index.html', 'GET', { host })).toBe(expected);
});

it('does not follow a link, and answers what it may not read', async () => {
  await symlink('/etc/hostname', join(folder, 'link.html'));
  await mkdir(join(folder, 'folder.html'));
  expect(await status('/link.html')).toBe(404);
  expect(await status('/folder.html')).toBe(404);
  expect(await status('/empty.html')).toBe(200);
});

it('keeps no file open for 500 readers who went away in mid-page', async () => {
  const open = async () => (await readdir('/proc/self/fd')).length;
  const before = await open();
  const { port } = new URL(site.address);
  const abandon = (): Promise<void> =>
    new Promise((resolve) => {
      const asked = request({ host: '127.0.0.1', port, path: '/large.html', agent: false }, (response) => {
        response.once('data', () => response.destroy());
      });
      asked
        .on('error', () => undefined)
        .on('close', () => resolve())
        .end();
    });
  for (let round = 0; round < 10; round += 1) await Promise.all(Array.from({ length: 50 }, abandon));
  await expect.poll(open, deadline).toBeLessThanOrEqual(before + 5);
  expect(await status('/index.html')).toBe(200);
});

it('tells which port is taken', async () => {
  const port = Number(new URL(site.address).port);
  await expect(serveSite(folder, port)).rejects.toMatchObject({ code: 'PORT_TAKEN' });
});
