import { expect, test } from 'vitest';
import { isDebianLike, parseOsRelease } from './host-system.js';

test('os-release is read as a shell would read it', () => {
  const text = [
    '# a comment',
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"',
    'ID=debian',
    "ID_LIKE='suse opensuse'",
    'QUOTED="a \\"b\\" \\$c"',
    'EMPTY=',
  ].join('\n');
  expect(parseOsRelease(text)).toEqual({
    PRETTY_NAME: 'Debian GNU/Linux 12 (bookworm)',
    ID: 'debian',
    ID_LIKE: 'suse opensuse',
    QUOTED: 'a "b" $c',
    EMPTY: '',
  });
});

test.each([
  ['Debian', 'ID=debian', true],
  ['Ubuntu', 'ID=ubuntu\nID_LIKE=debian', true],
  ['Linux Mint', 'ID=linuxmint\nID_LIKE="ubuntu debian"', true],
  ['Fedora', 'ID=fedora', false],
  ['Rocky Linux', 'ID="rocky"\nID_LIKE="rhel centos fedora"', false],
  ['a system without the file', '', false],
])('whether %s is like Debian', (_, text, expected) => {
  expect(isDebianLike(parseOsRelease(text))).toBe(expected);
});
