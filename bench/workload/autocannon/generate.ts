import { randomBytes } from 'node:crypto';
import type { Request } from 'autocannon';
import { realClock } from '../../../nodes/runtime/clock.js';
import { runOpenLoop } from '../open-loop.js';
import type { Outcome } from './connection.js';
import { openLanes } from './lanes.js';
import type { LoadAnswer, LoadOrder, LoadReport, OrderedWrite } from './load-order.js';

/** Answers are reported in batches, so that reporting costs little. */
const reportEveryMs = 100;
/** From the order until the first write may be due: the connections stand by then. */
const leadMs = 200;
const busyStatus = 503;

/** Carries out an order, open-loop, and reports the answers. */
export async function generate(order: LoadOrder, report: (report: LoadReport) => void): Promise<void> {
  const lanes = openLanes(order.targets);
  const value = randomBytes(order.writes.reduce((most, { valueBytes = 0 }) => Math.max(most, valueBytes), 0));
  const schedule = order.writes.map((write, index) => ({ ...write, index }));
  let answers: LoadAnswer[] = [];
  const reportAnswers = (): void => {
    if (answers.length > 0) report({ kind: 'answers', answers });
    answers = [];
  };
  await realClock.sleep(leadMs, new AbortController().signal);
  const timer = setInterval(reportAnswers, reportEveryMs);
  const beganMs = realClock.nowMs();
  report({ kind: 'began', atMs: beganMs });
  await runOpenLoop(
    schedule,
    async ({ index, ...write }) => {
      const sentMs = realClock.nowMs();
      const outcome = await lanes.all[write.target]!.send(requestOf(write, order.token, value));
      answers.push({ index, sentMs, answeredMs: realClock.nowMs(), ...answerOf(outcome) });
    },
    new AbortController().signal,
    realClock,
    beganMs,
  );
  clearInterval(timer);
  lanes.close();
  reportAnswers();
  report({ kind: 'done' });
}

function requestOf({ key, valueBytes }: OrderedWrite, token: string, value: Buffer): Request {
  const path = `/updates?key=${encodeURIComponent(key)}${valueBytes === undefined ? '&delete=true' : ''}`;
  const headers = { authorization: `Bearer ${token}` };
  return { method: 'POST', path, headers, body: value.subarray(0, valueBytes ?? 0) };
}

function answerOf(outcome: Outcome): Pick<LoadAnswer, 'update' | 'error' | 'isPushedBack'> {
  if ('error' in outcome) return outcome;
  const { status, body } = outcome;
  if (status === 200) return { update: (JSON.parse(body) as { update: string }).update };
  const error = `answered ${status}: ${body.slice(0, 300)}`;
  return status === busyStatus ? { error, isPushedBack: true } : { error };
}
