import { expect, it } from 'vitest';
import { restartCommands, restartSchema } from './restart.js';

it.each([
  [{}, 'stop', false],
  [{ keepState: true }, 'stop', true],
  [{ graceful: false }, 'kill', false],
  [{ graceful: false, keepState: true }, 'kill', true],
])('a restart with %o goes down by %s and keeps its state: %s', (fields, verb, keepState) => {
  expect(restartCommands(restartSchema.parse({ kind: 'restart', ...fields }))).toEqual({
    apply: { verb },
    heal: { verb: 'restart', keepState },
  });
});
