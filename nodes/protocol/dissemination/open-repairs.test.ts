import { expect, test } from 'vitest';
import { type OpenRepair, OpenRepairs } from './open-repairs.js';

const repairUntil = (untilMs: number, other: Partial<OpenRepair> = {}): OpenRepair => ({
  complete: true,
  supersessions: 0,
  rumors: undefined,
  untilMs,
  ...other,
});

test('each ends once, with what was remembered of it', () => {
  const repairs = new OpenRepairs();
  const [plain, partial] = [repairUntil(100), repairUntil(100, { complete: false, supersessions: 3 })];
  repairs.begin(1, plain);
  repairs.begin(2, partial);
  expect([repairs.end(2), repairs.end(1), repairs.end(1)]).toEqual([partial, plain, undefined]);
});

test('those in the place of rumors are counted', () => {
  const repairs = new OpenRepairs();
  repairs.begin(1, repairUntil(100));
  repairs.begin(2, repairUntil(100, { rumors: [] }));
  expect([repairs.size, repairs.hot]).toEqual([2, 1]);
  repairs.end(2);
  expect([repairs.size, repairs.hot]).toEqual([1, 0]);
});

test('peers that answer with something else are not waited for without end', () => {
  const repairs = new OpenRepairs();
  for (let exchange = 1; exchange <= 40; exchange++)
    repairs.begin(exchange, repairUntil(exchange, { rumors: [] }));
  repairs.forgetOverdue(39);
  expect(repairs.hot).toBe(1);
  expect([repairs.end(39), repairs.end(40)?.complete]).toEqual([undefined, true]);
  expect([repairs.hot, repairs.size]).toEqual([0, 0]);
});
