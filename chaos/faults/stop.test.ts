import { expect, it } from 'vitest';
import { stopCommands, stopSchema } from './stop.js';

it('a node that left joins again, empty', () => {
  expect(stopCommands()).toEqual({ apply: { verb: 'stop' }, heal: { verb: 'restart', keepState: false } });
});

it('stop has no parameters', () => {
  expect(stopSchema.safeParse({ kind: 'stop' }).success).toBe(true);
  expect(stopSchema.safeParse({ kind: 'stop', hard: true }).success).toBe(false);
});
