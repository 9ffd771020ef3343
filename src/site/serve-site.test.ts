import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServedSite, serveSite } from './serve-site.js';

let folder: string;
let site: ServedSite;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gossip-bench-serve-'));
  await writeFile(join(folder, 'index.html'), 'the index');
  await writeFile(join(folder, 'secret.txt'), 'no page');
  await writeFile(`${folder}.html`, 'beside the folder');
  site = await serveSite(folder, 0);
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
  await rm(`${folder}.html`);
});

/** As it is written, which fetch would tidy. */
const status = (path: string, method = 'GET'): Promise<number> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(site.address);
    request({ host: '127.0.0.1', port, path, method }, (response) => {
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

it('tells which port is taken', async () => {
  const port = Number(new URL(site.address).port);
  await expect(serveSite(folder, port)).rejects.toMatchObject({ code: 'PORT_TAKEN' });
});
