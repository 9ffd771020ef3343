import { expect, test } from 'vitest';
import { WriteGate } from './write-gate.js';

test('so many pass at once, the next is turned away and counted, and there is room again when one is done', async () => {
  const gate = new WriteGate(2);
  const open: (() => void)[] = [];
  const act = () => new Promise<string>((resolve) => open.push(() => resolve('done')));
  const [first, second] = [gate.pass(act), gate.pass(act)];
  expect(await gate.pass(act)).toBeUndefined();
  expect(gate.refused).toBe(1);
  open[0]!();
  expect(await first).toBe('done');
  const third = gate.pass(act);
  open[1]!();
  open[2]!();
  expect(await Promise.all([second, third])).toEqual(['done', 'done']);
});

test('one that fails makes room, too', async () => {
  const gate = new WriteGate(1);
  await expect(gate.pass(async () => Promise.reject(new Error('no body')))).rejects.toThrow('no body');
  expect(await gate.pass(async () => 'done')).toBe('done');
});
