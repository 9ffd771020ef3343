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

test.each([
  [{ DOCKER_HOST: 'localhost:2375' }, "DOCKER_HOST is 'localhost:2375': expected unix:///path"],
  [{ DOCKER_HOST: 'tcp://' }, "DOCKER_HOST is 'tcp://'"],
  [{ DOCKER_HOST: '/var/run/docker.sock' }, "DOCKER_HOST is '/var/run/docker.sock'"],
  [{ DOCKER_CONTEXT: 'gone' }, 'DOCKER_CONTEXT chooses the context gone, and there is none of that name'],
  [{ DOCKER_CONTEXT: 'odd' }, "the context odd is 'nowhere'"],
])('%j is refused, and no other engine taken', (environment, reason) => {
  writeContext('odd', 'nowhere');
  expect(() => engineEndpoint(environment, home)).toThrow(
    expect.objectContaining({ code: 'ENGINE_UNAVAILABLE', message: expect.stringContaining(reason) }),
  );
});

test.each(['{', '[]', '{"currentContext": 5}'])('a config.json of %s is refused by its name', (text) => {
  mkdirSync(join(home, '.docker'));
  writeFileSync(join(home, '.docker/config.json'), text);
  expect(() => engineEndpoint({}, home)).toThrow(join(home, '.docker/config.json'));
  expect(engineEndpoint({ DOCKER_HOST: 'unix:///x.sock' }, home)).toBeUndefined();
});

test('a context of the configuration that is gone is named with its file', () => {
  mkdirSync(join(home, '.docker'));
  writeFileSync(join(home, '.docker/config.json'), '{"currentContext": "gone"}');
  expect(() => engineEndpoint({}, home)).toThrow('.docker/config.json chooses the context gone');
});
