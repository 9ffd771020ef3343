import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EventQueue } from './queue/event-queue.js';
import { VirtualClock, type VirtualTime } from './virtual-clock.js';

/** Time in which nothing happens but what is put there. */
function emptyTime(): VirtualTime {
  const queue = new EventQueue<() => void>();
  const time = {
    nowMs: 0,
    after: (delayMs: number, run: () => void) => queue.put(time.nowMs + delayMs, run),
    runNext: () => {
      time.nowMs = queue.nextMs;
      (queue.take() as (() => void) | undefined)?.();
      return true;
    },
  };
  return time;
}

function runningClock(): { clock: VirtualClock; time: VirtualTime } {
  const [clock, time] = [new VirtualClock(), emptyTime()];
  clock.begin(time);
  return { clock, time };
}

test('sleepers wake in order of their virtual time, however long that is', async () => {
  const { clock } = runningClock();
  const woken: [string, number][] = [];
  const sleeper = async (name: string, ...naps: number[]): Promise<void> => {
    for (const ms of naps) {
      await clock.sleep(ms);
      woken.push([name, clock.nowMs()]);
    }
  };
  await Promise.all([sleeper('a', 86_400_000), sleeper('b', 5, 5, 100), sleeper('c', 7)]);
  expect(woken).toEqual([
    ['b', 5],
    ['c', 7],
    ['b', 10],
    ['b', 110],
    ['a', 86_400_000],
  ]);
});

test('time stands still while somebody who was woken still has something to do at once', async () => {
  const { clock } = runningClock();
  const seen: number[] = [];
  const busy = async (): Promise<void> => {
    await clock.sleep(10);
    for (let step = 0; step < 1_000; step += 1) await Promise.resolve();
    seen.push(clock.nowMs());
  };
  await Promise.all([busy(), clock.sleep(11)]);
  expect(seen).toEqual([10]);
});

test('however long its events take, a signal is heard between some of them', async () => {
  const { clock, time } = runningClock();
  let events = 0;
  const slow = (): void => {
    events += 1;
    const untilMs = performance.now() + 2;
    while (performance.now() < untilMs);
    time.after(1, slow);
  };
  time.after(1, slow);
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('interrupted')), 10);
  await expect(clock.sleep(1_000_000, controller.signal)).rejects.toThrow('interrupted');
  expect(events).toBeLessThan(1_000);
});

test('without sleepers nothing happens', async () => {
  const { clock, time } = runningClock();
  let happened = 0;
  time.after(1, () => {
    happened += 1;
  });
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  expect([happened, clock.nowMs()]).toEqual([0, 0]);
});

test('an abort ends a sleep at once, with its reason; so does one from before', async () => {
  const { clock } = runningClock();
  const controller = new AbortController();
  const reason = new Error('enough');
  const sleeping = clock.sleep(1_000, controller.signal);
  controller.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
  await expect(clock.sleep(1_000, controller.signal)).rejects.toBe(reason);
  expect(clock.nowMs()).toBe(0);
});

test('before anything is simulated it is 0, and nobody can wait', async () => {
  const clock = new VirtualClock();
  expect([clock.nowMs(), clock.date().getTime()]).toEqual([0, 0]);
  await expect(clock.sleep(1)).rejects.toThrow('nothing is simulated yet');
});
