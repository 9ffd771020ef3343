import { describe, expect, it } from 'vitest';
import { realClock } from '../../nodes/runtime/clock.js';
import { runOpenLoop } from './open-loop.js';

const never = new AbortController().signal;
const due = (...times: readonly number[]) => times.map((atMs) => ({ atMs }));

describe('runOpenLoop', () => {
  it('sends on, although earlier sends have not been answered', async () => {
    const answers: (() => void)[] = [];
    const sent = () => new Promise<void>((resolve) => answers.push(resolve));
    const done = runOpenLoop(due(0, 1, 2), sent, never, realClock);
    await expect.poll(() => answers.length).toBe(3);
    for (const answer of answers) answer();
    await done;
  });

  it('tells each send when it was due, never earlier than it is sent', async () => {
    const late: number[] = [];
    const send = async (_: object, dueMs: number) =>
      void late.push(Number(process.hrtime.bigint()) / 1e6 - dueMs);
    await runOpenLoop(due(0, 5, 10, 10, 12), send, never, realClock);
    expect(late).toHaveLength(5);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(-1);
  });

  it('ends at once when it is aborted', async () => {
    const controller = new AbortController();
    const done = runOpenLoop(
      due(0, 3_600_000),
      async () => controller.abort(new Error('stop')),
      controller.signal,
      realClock,
    );
    await expect(done).rejects.toThrow();
  });
});
