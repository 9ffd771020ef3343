import { expect, it } from 'vitest';
import { killCommands, killSchema } from './kill.js';

it('a crash is healed by a new, empty life', () => {
  expect(killCommands()).toEqual({ apply: { verb: 'kill' }, heal: { verb: 'restart', keepState: false } });
});

it('kill has no parameters', () => {
  expect(killSchema.safeParse({ kind: 'kill' }).success).toBe(true);
  expect(killSchema.safeParse({ kind: 'kill', hard: true }).success).toBe(false);
});
