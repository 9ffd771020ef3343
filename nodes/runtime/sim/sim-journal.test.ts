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
  it('gives each event once, in order, numbered from 1, whoever is read when', () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ node: fc.nat(nodes - 1), event }) },
      { weight: 2, arbitrary: fc.record({ read: fc.nat(nodes - 1) }) },
      { weight: 1, arbitrary: fc.record({ restart: fc.nat(nodes - 1) }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const journal = new SimJournal(nodes);
        const unread: NodeEvent[][] = Array.from({ length: nodes }, () => []);
        const next = new Array<number>(nodes).fill(1);
        for (const [tMs, step] of steps.entries()) {
          if ('event' in step) {
            journal.append(tMs, step.node, step.event);
            unread[step.node]!.push({ seq: next[step.node]!, ...eventRecord(step.event, tMs) });
            next[step.node]! += 1;
          } else if ('read' in step) {
            expect(journal.take(step.read)).toEqual({
              events: unread[step.read],
              next: next[step.read],
              lost: 0,
            });
            unread[step.read] = [];
          } else {
            journal.restart(step.restart);
            unread[step.restart] = [];
            next[step.restart] = 1;
          }
          expect([...journal.waiting()]).toEqual(
            unread.flatMap((events, node) => (events.length > 0 ? [node] : [])),
          );
        }
      }),
    );
  });

  it('holds more than fits at first, and goes on while it is read', () => {
    const journal = new SimJournal(nodes);
    for (let at = 0; at < 5_000; at += 1) journal.append(at, at % nodes, applied(at, 1));
    const read = [...journal.waiting()].map((node) => journal.take(node).events.map(({ tMs }) => tMs));
    expect(read.map((times) => times.length)).toEqual([1_250, 1_250, 1_250, 1_250]);
    expect(read[1]?.slice(0, 3)).toEqual([1, 5, 9]);
    expect([...journal.waiting()]).toEqual([]);
  });

  it('leaves copies of what a node holds out, as a real node does', () => {
    const journal = new SimJournal(nodes);
    journal.append(1, 0, { kind: 'duplicate', update: { origin: 1, incarnation: 1, seq: 1 }, from: 1 });
    expect([...journal.waiting()]).toEqual([]);
  });
});
