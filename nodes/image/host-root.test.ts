import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { hostRootFingerprint, hostRootTar, parseLdd } from './host-root.js';

const lddOutput = `	linux-vdso.so.1 (0x00007f2dac62c000)
	libdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f2dac616000)
	libgone.so.1 => not found
	/lib64/ld-linux-x86-64.so.2 (0x00007f2dac62e000)
`;

test('the libraries that exist as files are taken from ldd, the loader among them', () => {
  expect(parseLdd(lddOutput)).toEqual(['/lib/x86_64-linux-gnu/libdl.so.2', '/lib64/ld-linux-x86-64.so.2']);
});

const here = new URL(import.meta.url).pathname;
const files = [{ source: here, target: '/usr/local/bin/node' }];

test('the root has the files at their places, executable, and a /tmp for everyone', async () => {
  const modes: Record<string, number | undefined> = {};
  for await (const entry of hostRootTar(files).pipe(extract())) {
    modes[entry.header.name] = entry.header.mode;
    entry.resume();
  }
  expect(modes).toMatchObject({ 'usr/local/bin/node': 0o755, tmp: 0o1777, proc: 0o755 });
});

test('the fingerprint changes with any file of the root', async () => {
  const one = await hostRootFingerprint(files);
  expect(await hostRootFingerprint(files)).toBe(one);
  expect(await hostRootFingerprint([{ source: here, target: '/other' }])).not.toBe(one);
  expect(await hostRootFingerprint([{ source: process.execPath, target: '/usr/local/bin/node' }])).not.toBe(
    one,
  );
});

test('a file that cannot be read breaks the stream', async () => {
  await expect(buffer(hostRootTar([{ source: '/nowhere/node', target: '/node' }]))).rejects.toThrow(/ENOENT/);
});
