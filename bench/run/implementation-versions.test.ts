import { expect, test } from 'vitest';
import type { NodeDescription } from '../../nodes/contract/capabilities.js';
import { implementationVersions } from './implementation-versions.js';

const started = (implementation: string, ...versions: string[]): NodeDescription[] =>
  versions.map((version) => ({
    implementation,
    version,
    capabilities: [],
    traits: {},
    clockUncertaintyMs: 0,
  }));

test.each([
  ['none', [], {}],
  ['one, however often it started', started('theirs', '1', '1', '1'), { theirs: '1' }],
  ['one that does not say', started('theirs', '', ''), { theirs: 'unknown' }],
  ['two versions', started('theirs', '1', '1', '2'), { theirs: '1 (2 starts) and 2 (1 start)' }],
  [
    'two implementations',
    [...started('theirs', '1', '1'), ...started('others', '7')],
    { theirs: '1 (2 starts)', others: '7 (1 start)' },
  ],
])('versions of %s', (_, described, versions) => {
  expect(implementationVersions(described)).toEqual(versions);
});
