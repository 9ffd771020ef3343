import { expect, test } from 'vitest';
import { Exchange } from './exchange.js';
import { Timeouts } from './timeouts.js';

function waiting(timeouts: Timeouts, id: number, deadlineMs: number): Exchange {
  const exchange = new Exchange(0, 1, id, 1);
  exchange.deadlineMs = deadlineMs;
  timeouts.put(exchange, id);
  return exchange;
}

test('deadlines come in order, also those that were set out of it, and those of one moment as they were set', () => {
  const timeouts = new Timeouts();
  for (const [id, deadlineMs] of [30, 10, 40, 20, 20].entries()) waiting(timeouts, id, deadlineMs);
  expect([timeouts.nextMs, timeouts.nextOrder]).toEqual([10, 1]);
  expect([1, 2, 3, 4, 5].map(() => timeouts.take()?.initiatorId)).toEqual([1, 3, 4, 0, 2]);
  expect([timeouts.take(), timeouts.nextMs]).toEqual([undefined, Number.POSITIVE_INFINITY]);
});

test('what is over is no longer watched, and what waits anew is watched for its new deadline', () => {
  const timeouts = new Timeouts();
  const [first, second, third] = [10, 20, 30].map((deadlineMs, id) => waiting(timeouts, id, deadlineMs));
  timeouts.remove(second!);
  timeouts.remove(second!);
  first!.deadlineMs = 40;
  timeouts.put(first!, 9);
  expect([...timeouts]).toEqual([third, first]);
});
