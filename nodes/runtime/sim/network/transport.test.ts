import { describe, expect, test } from 'vitest';
import { protocolConfigSchema } from '../../../protocol/node/config.js';
import { createRng } from '../../../protocol/rng.js';
import { NodeRows } from '../storage/node-rows.js';
import { Traffic } from '../storage/traffic.js';
import { duplication } from './links/duplication.js';
import { independentLoss } from './links/independent-loss.js';
import type { LinkModel } from './links/link-model.js';
import { LinkStates } from './links/link-states.js';
import { Partitions } from './links/partitions.js';
import { reordering } from './links/reordering.js';
import { uniformLatency } from './links/uniform-latency.js';
import type { QueuedEvent } from './sim-event.js';
import { Timeouts } from './timeouts.js';
import { Transport, type TransportContext } from './transport.js';

const wide = uniformLatency(1, 100);

/** The transport of one node that sends to another, which is down; what is due is kept, and so is what the sender hears. */
function lonelySender(links: LinkModel) {
  const due: { readonly atMs: number; readonly event: QueuedEvent }[] = [];
  const heard: string[] = [];
  const config = protocolConfigSchema.parse({ transport: 'tcp' });
  const context: TransportContext = {
    links,
    rng: createRng(5),
    states: new LinkStates(10, undefined),
    partitions: new Partitions(),
    traffic: new Traffic(new NodeRows(2, config)),
    carry: (_, message) => message,
    sent: () => undefined,
    nowMs: () => 0,
    put: (atMs, event) => due.push({ atMs, event }),
    timeouts: new Timeouts(),
    takeOrder: () => 0,
    incarnationOf: (id) => (id === 0 ? 1 : 0),
    step: (_node, _incarnation, { kind }) => heard.push(kind),
  };
  const transport = new Transport(context, config);
  const send = (exchange: number, expectReply: boolean) =>
    transport.send(0, config.exchangeTimeoutMs, 1, exchange, { kind: 'pullRequest' }, expectReply);
  return { transport, due, heard, send };
}

/** When the messages arrive that one node sends on one exchange at one moment, in order of sending. */
function arrivalsOf(links: LinkModel): number[] {
  const { due, send } = lonelySender(links);
  for (let i = 0; i < 100; i++) send(1, true);
  return due.filter(({ event }) => event.kind === 'request').map(({ atMs }) => atMs);
}

const overtaken = (arrivals: readonly number[]): number =>
  arrivals.filter((atMs, i) => arrivals.slice(i + 1).some((later) => later < atMs)).length;

describe('what one side sends on one exchange', () => {
  test('arrives in order, however its latency varies', () => {
    const arrivals = arrivalsOf({ latency: wide });
    expect(arrivals).toHaveLength(100);
    expect(new Set(arrivals).size).toBeGreaterThan(3);
    expect(overtaken(arrivals)).toBe(0);
  });

  test('is overtaken where it is held back, and only there', () => {
    const held = overtaken(arrivalsOf({ latency: wide, reordering: reordering(0.2, 500) }));
    expect(held).toBeGreaterThan(5);
    expect(held).toBeLessThan(40);
  });

  test('arrives twice where the link duplicates, and not at all where it loses', () => {
    expect(arrivalsOf({ latency: wide, duplication: duplication(1) })).toHaveLength(200);
    expect(arrivalsOf({ latency: wide, loss: independentLoss(1) })).toEqual([]);
  });
});

test.each([
  ['one that is to be answered', [true]],
  ['one that is not', [false]],
  ['one ahead of the last', [true, false]],
  ['several', [true, true, true]],
])('an exchange with a node that is down fails once, whatever was sent on it: %s', (_, expectations) => {
  const { transport, due, heard, send } = lonelySender({ latency: wide });
  for (const expectReply of expectations) send(1, expectReply);
  for (const { event } of due) if ('exchange' in event && event.kind !== 'timeout') transport.take(event);
  expect(heard).toEqual(['exchangeFailed']);
});
