import { describe, expect, it } from 'vitest';
import { engineElsewhere } from './engine-elsewhere.js';

describe('kernel limits', () => {
  const engine = {
    available: true,
    version: '1',
    apiVersion: '1',
    os: 'linux',
    arch: 'amd64',
    kernel: '6.1',
  } as const;
  const none = { available: false, reason: 'none' } as const;
  it.each([
    ['are those of this machine where the engine runs on its kernel', engine, '6.1', 'linux', undefined],
    ['are those of this machine where no engine answers', none, '6.1', 'linux', undefined],
    ['are those of the engine’s machine where its kernel is another', engine, '6.2', 'linux', 'kernel 6.1'],
    ['do not matter elsewhere than on Linux', none, '24.0', 'darwin', 'Linux machine of an engine'],
  ] as const)('%s', (_, detection, kernel, platform, expected) => {
    const found = engineElsewhere(detection, kernel, platform)?.found;
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(expected);
  });
});
