import { describe, expect, it } from 'vitest';
import { type EngineSurroundings, judgeEngine } from './engine.js';

describe('the engine', () => {
  const facts = { version: '20.10.24', apiVersion: '1.41', os: 'linux', arch: 'amd64', kernel: '6.1' };
  const debian: EngineSurroundings = {
    dockerd: undefined,
    dockerHost: undefined,
    system: { platform: 'linux', name: 'Debian', debianLike: true, root: true, systemd: false },
  };
  const on = (change: Partial<EngineSurroundings['system']>, rest: Partial<EngineSurroundings> = {}) => ({
    ...debian,
    ...rest,
    system: { ...debian.system, ...change },
  });
  const fedora = { debianLike: false, root: false, name: 'Fedora' };
  const silent = 'connect ENOENT /var/run/docker.sock';

  it('is told with its version, API, platform and kernel', () => {
    expect(judgeEngine({ available: true, ...facts }, debian)).toEqual({
      status: 'ok',
      found: '20.10.24, API 1.41, linux/amd64, kernel 6.1',
    });
  });

  it('is of no use where it runs Windows containers', () => {
    expect(judgeEngine({ available: true, ...facts, os: 'windows' }, debian).status).toBe('warning');
  });

  it.each([
    ['on Debian as root', silent, debian, '`gossip-bench doctor --fix`'],
    ['on Debian as somebody else', silent, on({ root: false }), 'sudo npx gossip-bench doctor --fix'],
    [
      'where the socket refuses the user',
      'connect EACCES /var/run/docker.sock',
      on({ root: false }),
      'usermod -aG docker',
    ],
    ['on a Mac', silent, on({ platform: 'darwin', debianLike: false }), 'Docker Desktop'],
    ['on Fedora without dockerd', silent, on(fedora), 'package manager of Fedora'],
    ['on Fedora with dockerd', silent, on(fedora, { dockerd: '/usr/bin/dockerd' }), 'systemctl start docker'],
    ['where DOCKER_HOST names one', silent, on({}, { dockerHost: 'tcp://far:2375' }), 'unset DOCKER_HOST'],
  ])('that does not answer is a warning with its own remedy %s', (_, reason, surroundings, remedy) => {
    const finding = judgeEngine({ available: false, reason }, surroundings);
    expect(finding.status).toBe('warning');
    expect(finding.found).toContain(reason);
    expect(finding.found).toContain('run uses the process runtime');
    expect(finding.remedy).toContain(remedy);
  });
});
