import { describe, expect, it } from 'vitest';
import { namedEngine } from './facts.js';
import { obstacle } from './obstacle.js';
import { type FixFacts, nothingToDo, planFixes } from './plan.js';

const inOrder: FixFacts = {
  system: { platform: 'linux', name: 'Debian 12', debianLike: true, root: true, systemd: false },
  engineAnswers: true,
  engineNamed: undefined,
  dockerd: '/usr/sbin/dockerd',
  iptables: '/usr/sbin/iptables-restore',
  toxiproxyFound: true,
  browserNeeded: false,
};
const bare: FixFacts = {
  ...inOrder,
  engineAnswers: false,
  dockerd: undefined,
  iptables: undefined,
  toxiproxyFound: false,
  browserNeeded: true,
};
const on = (facts: FixFacts, system: Partial<FixFacts['system']>): FixFacts => ({
  ...facts,
  system: { ...facts.system, ...system },
});
const names = (facts: FixFacts) => planFixes(facts).packages.flatMap(({ names }) => names);

describe('the plan', () => {
  it('is empty where all is in order', () => {
    expect(nothingToDo(planFixes(inOrder))).toBe(true);
  });

  it('of a bare machine installs, starts and gets everything', () => {
    expect(names(bare)).toEqual(['docker.io', 'iptables', 'chromium', 'fonts-dejavu-core']);
    expect(planFixes(bare)).toMatchObject({ startEngine: 'dockerd', getToxiproxy: true });
  });

  it('leaves an engine that is installed to be started, by systemd where that runs', () => {
    const stopped = { ...inOrder, engineAnswers: false };
    expect(names(stopped)).toEqual([]);
    expect(planFixes(stopped).startEngine).toBe('dockerd');
    expect(planFixes(on(stopped, { systemd: true })).startEngine).toBe('systemctl');
  });

  it('installs iptables beside an engine of this machine that came without it', () => {
    expect(names({ ...inOrder, iptables: undefined })).toEqual(['iptables']);
    expect(names({ ...inOrder, iptables: undefined, engineNamed: 'tcp://far:2375' })).toEqual([]);
  });

  it('installs no engine beside one that answers from elsewhere', () => {
    expect(nothingToDo(planFixes({ ...inOrder, dockerd: undefined }))).toBe(true);
  });
});

describe('--fix', () => {
  const refusal = (facts: FixFacts) => obstacle(facts, planFixes(facts));

  it('has its way on Debian as root', () => {
    expect(refusal(bare)).toBeUndefined();
  });

  it.each([
    [
      'without root',
      on(bare, { root: false }),
      /sudo npx gossip-bench doctor --fix.*docker\.io iptables.*sudo dockerd &.*chromium/s,
    ],
    [
      'on Fedora',
      on(bare, { debianLike: false, name: 'Fedora', systemd: true }),
      /Docker Engine.*systemctl start docker/s,
    ],
    ['on a Mac', on(bare, { debianLike: false, platform: 'darwin' }), /Docker Desktop/],
    [
      'where DOCKER_HOST names another engine',
      { ...bare, engineNamed: 'tcp://far:2375' },
      /unset DOCKER_HOST/,
    ],
  ])('changes nothing %s, and says what to do instead', (_, facts, remedy) => {
    expect(refusal(facts)).toMatchObject({
      outcome: 'refused',
      text: expect.stringContaining('Nothing was changed.'),
      remedy: expect.stringMatching(remedy),
    });
  });

  it('names the package of transparent links where it may not install it', () => {
    expect(refusal(on({ ...inOrder, iptables: undefined }, { root: false }))?.remedy).toContain(
      'install iptables with `sudo apt-get install`',
    );
  });

  it('asks only for what is missing', () => {
    const remedy = refusal(on({ ...inOrder, toxiproxyFound: false }, { root: false }))?.remedy;
    expect(remedy).toContain('Toxiproxy');
    expect(remedy).not.toMatch(/docker\.io|dockerd|chromium/);
  });
});

describe('an engine that --fix cannot start', () => {
  it.each([
    ['tcp://far:2375', 'tcp://far:2375'],
    ['unix:///run/other.sock', 'unix:///run/other.sock'],
    ['unix:///var/run/docker.sock', undefined],
  ])('with DOCKER_HOST=%s is %s', (host, expected) => {
    expect(namedEngine({ DOCKER_HOST: host })).toBe(expected);
  });
});
