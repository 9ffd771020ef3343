import { expect, test } from 'vitest';
import { requireLinks } from './links.js';
import { lineProgram } from './testing/line-cluster-suite.js';

const unmodified = { ...lineProgram('right'), name: 'some program 1.0', links: 'transparent' } as const;

test.each(['process', 'sim'] as const)('transparent links are refused in %s, with what to do', (runtime) => {
  expect(() => requireLinks({ links: 'transparent' }, runtime)).toThrow(
    expect.objectContaining({ code: 'USAGE', remedy: expect.stringContaining('--runtime docker') }),
  );
});

test('an unmodified program is refused over proxied links, also as a replacement', () => {
  const refused = expect.objectContaining({
    code: 'USAGE',
    message: expect.stringContaining('some program 1.0 is an unmodified program'),
  });
  expect(() => requireLinks({ links: 'proxy', programs: [undefined, unmodified] }, 'docker')).toThrow(
    refused,
  );
  expect(() => requireLinks({ links: 'proxy', replacements: [unmodified] }, 'docker')).toThrow(refused);
});

test.each(['transparent', 'direct'] as const)('it is taken with %s links', (links) => {
  expect(() => requireLinks({ links, programs: [unmodified] }, 'docker')).not.toThrow();
});
