import { expect, it } from 'vitest';
import { pauseCommands, pauseSchema } from './pause.js';

it('a paused node wakes where it stood', () => {
  expect(pauseCommands()).toEqual({ apply: { verb: 'pause' }, heal: { verb: 'resume' } });
});

it('pause has no parameters', () => {
  expect(pauseSchema.safeParse({ kind: 'pause' }).success).toBe(true);
  expect(pauseSchema.safeParse({ kind: 'pause', hard: true }).success).toBe(false);
});
