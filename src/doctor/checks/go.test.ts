import { expect, test } from 'vitest';
import { judgeGo } from './go.js';

test.each([
  ['go version go1.26.8 linux/amd64', '1.26.8, /bin/go'],
  ['go version devel', 'version unknown, /bin/go'],
])('%s is read', (answer, found) => {
  expect(judgeGo({ path: '/bin/go', answer })).toEqual({ status: 'ok', found });
});

test('Go that does not exist is no lack', () => {
  expect(judgeGo(undefined).status).toBe('ok');
});
