import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeEvent } from '../../contract/events.js';
import type { ProtocolEvent } from '../../protocol/types.js';
import { eventRecord } from '../../reference/event-record.js';
import { SimJournal } from './sim-journal.js';

const nodes = 4;

const applied = (seq: number, from: number): ProtocolEvent => ({
  kind: 'applied',
  update: {
    version: { origin: 3, incarnation: 1, seq, clock: 1 },
    key: 'k',
    value: undefined,
    hops: seq + 1,
  },
  from,
  via: from === 0 ? 'repair' : 'rumor',
});
const event = fc.oneof(
  fc.record({ seq: fc.nat(3), from: fc.nat(3) }).map(({ seq, from }) => applied(seq, from)),
  fc.constant<ProtocolEvent>({ kind: 'terminated', reason: 'time' }),
);

describe('the journal of simulated nodes', () => {
  it('gives each event once, in order of time, numbered from 1, whoever is read when', () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ node: fc.nat(nodes - 1), event }) },
      { weight: 1, arbitrary: fc.record({ read: fc.nat(nodes - 1) }) },
      { weight: 1, arbitrary: fc.record({ readAll: fc.uniqueArray(fc.nat(nodes - 1)) }) },
      { weight: 1, arbitrary: fc.record({ restart: fc.nat(nodes - 1) }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const journal = new SimJournal(nodes);
        let unread: { readonly node: number; readonly event: NodeEvent }[] = [];
        const next = new Array<number>(nodes).fill(1);
        for (const [tMs, step] of steps.entries()) {
          if ('event' in step) {
            journal.append(tMs, step.node, step.event);
            unread.push({
              node: step.node,
              event: { seq: next[step.node]!, ...eventRecord(step.event, tMs) },
            });
            next[step.node]! += 1;
          } else if ('read' in step) {
            const events = unread.filter(({ node }) => node === step.read).map(({ event }) => event);
            expect(journal.take(step.read)).toEqual({ events, next: next[step.read], lost: 0 });
            unread = unread.filter(({ node }) => node !== step.read);
          } else if ('readAll' in step) {
            const isRead = (node: number): boolean => step.readAll.includes(node);
            expect(takenFrom(journal, isRead)).toEqual(unread.filter(({ node }) => isRead(node)));
            unread = unread.filter(({ node }) => !isRead(node));
          } else {
            journal.restart(step.restart);
            unread = unread.filter(({ node }) => node !== step.restart);
            next[step.restart] = 1;
          }
        }
        expect(takenFrom(journal)).toEqual(unread);
        expect(takenFrom(journal)).toEqual([]);
      }),
    );
  });

  it('holds more than fits at first', () => {
    const journal = new SimJournal(nodes);
    for (let at = 0; at < 5_000; at += 1) journal.append(at, at % nodes, applied(at, 1));
    const taken = takenFrom(journal);
    expect(taken.map(({ event }) => event.tMs)).toEqual(Array.from({ length: 5_000 }, (_, at) => at));
    expect(taken.at(-1)).toMatchObject({ node: 3, event: { seq: 1_250, type: 'receive', hops: 5_000 } });
  });

  it('keeps what was not reached by a reading that failed, and what comes during one', () => {
    const journal = new SimJournal(nodes);
    for (let at = 0; at < 6; at += 1) journal.append(at, at % 2, applied(at, 1));
    const read: number[] = [];
    const failing = () =>
      journal.takeEvents(
        (node) => node === 0,
        (_, { tMs }) => {
          journal.append(9, 3, { kind: 'terminated', reason: 'time' });
          read.push(tMs);
          if (tMs === 2) throw new Error('the disk is full');
        },
      );
    expect(failing).toThrow('the disk is full');
    expect(read).toEqual([0, 2]);
    expect(takenFrom(journal).map(({ node, event }) => [node, event.tMs])).toEqual([
      [1, 1],
      [1, 3],
      [0, 4],
      [1, 5],
      [3, 9],
      [3, 9],
    ]);
  });

  it('forgets what is beyond as many as are asked for, and goes on from there', () => {
    const journal = new SimJournal(nodes);
    for (let at = 0; at < 10; at += 1) journal.append(at, at % 2, { kind: 'terminated', reason: 'time' });
    const taken: number[] = [];
    journal.takeEvents(
      () => true,
      (_, { tMs }) => taken.push(tMs),
      3,
    );
    expect(taken).toEqual([0, 1, 2]);
    journal.append(11, 1, applied(11, 1));
    expect(takenFrom(journal)).toEqual([{ node: 1, event: expect.objectContaining({ tMs: 11, seq: 6 }) }]);
  });

  it('leaves copies of what a node holds out, as a real node does', () => {
    const journal = new SimJournal(nodes);
    journal.append(1, 0, { kind: 'duplicate', update: { origin: 1, incarnation: 1, seq: 1 }, from: 1 });
    expect(takenFrom(journal)).toEqual([]);
  });
});

function takenFrom(journal: SimJournal, isRead: (node: number) => boolean = () => true) {
  const taken: { readonly node: number; readonly event: NodeEvent }[] = [];
  journal.takeEvents(isRead, (node, event) => taken.push({ node, event }));
  return taken;
}
