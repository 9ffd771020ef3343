import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { engineEndpoint, parseEngineHost } from './endpoint.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gossip-bench-home-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function writeContext(name: string, host: string): void {
  const folder = join(home, '.docker/contexts/meta', createHash('sha256').update(name).digest('hex'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'meta.json'),
    JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }),
  );
}

test.each([
  ['unix:///run/x.sock', { socketPath: '/run/x.sock' }],
  ['npipe:////./pipe/docker_engine', { socketPath: '//./pipe/docker_engine' }],
  ['tcp://10.0.0.5:2375', { protocol: 'http', host: '10.0.0.5', port: 2375 }],
  ['tcp://build.example:2376', { protocol: 'https', host: 'build.example', port: 2376 }],
  ['ssh://me@build.example', { protocol: 'ssh', host: 'build.example', username: 'me' }],
])('%s is understood', (host, options) => {
  expect(parseEngineHost(host)).toEqual(options);
});

test('DOCKER_HOST is left to dockerode', () => {
  expect(engineEndpoint({ DOCKER_HOST: 'tcp://10.0.0.5:2375' }, home)).toBeUndefined();
});

test('the chosen context decides, and DOCKER_CONTEXT before the configuration', () => {
  writeContext('desktop', 'unix:///desktop.sock');
  writeContext('far', 'tcp://far.example:2375');
  writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ currentContext: 'desktop', auths: {} }));
  expect(engineEndpoint({}, home)).toEqual({ socketPath: '/desktop.sock' });
  expect(engineEndpoint({ DOCKER_CONTEXT: 'far' }, home)).toMatchObject({ host: 'far.example' });
});

test('a rootless socket is found where no other is', () => {
  writeFileSync(join(home, 'docker.sock'), '');
  const found = engineEndpoint({ XDG_RUNTIME_DIR: home, DOCKER_CONTEXT: 'default' }, home);
  expect([join(home, 'docker.sock'), '/var/run/docker.sock']).toContain(found?.socketPath);
});
