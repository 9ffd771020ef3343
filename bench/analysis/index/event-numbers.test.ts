import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../journal/journal-event.js';
import { numbered } from '../../journal/numbered.js';
import { folded } from '../../testing/folded.js';
import { indexJournal } from './journal-index.js';

const up = (node: number, incarnation: number): RunEvent => ({
  type: 'node',
  tMs: 0,
  node,
  change: 'up',
  incarnation,
});
const events = (node: number, ...seqs: readonly number[]): RunEvent[] =>
  seqs.map((seq) => ({
    type: 'event',
    node,
    event: { seq, type: 'receive', tMs: seq, update: `9.1.${seq}`, via: 'rumor' },
  }));
const lostLine = (node: number, lost: number): RunEvent => ({ type: 'journalLost', tMs: 0, node, lost });
const inFile = (lines: readonly RunEvent[]): RunEvent[] => lines.map((line, at) => numbered(line, at));

const gapsOf = (lines: readonly RunEvent[]) => Object.fromEntries(indexJournal(lines).gaps);

describe('events that are missing among the numbers of a node', () => {
  it.each<[string, RunEvent[], Record<string, number>]>([
    ['none', [up(0, 1), ...events(0, 1, 2, 3)], {}],
    ['some inside', [up(0, 1), ...events(0, 1, 2, 5, 6)], { 0: 2 }],
    ['the first ones', [up(0, 1), ...events(0, 3, 4)], { 0: 2 }],
    [
      'the first ones of a later incarnation',
      [up(0, 1), ...events(0, 1, 2), up(0, 2), ...events(0, 3)],
      { 0: 2 },
    ],
    [
      'none, where each incarnation counts anew',
      [up(0, 1), ...events(0, 1, 2), up(0, 2), ...events(0, 1)],
      {},
    ],
    ['one whose place a repeated one takes', [up(0, 1), ...events(0, 1, 2, 2, 4)], { 0: 1 }],
    ['none, whatever the order in which they were read', [up(0, 1), ...events(0, 2, 1, 3)], {}],
    [
      'of each node',
      [up(0, 1), up(1, 1), ...events(0, 2), ...events(1, 1, 2), ...events(70, 4)],
      { 0: 1, 70: 3 },
    ],
    ['none but those that the node lost by overflow', [...events(0, 4, 5), lostLine(0, 3)], {}],
    ['more than it lost by overflow', [...events(0, 4, 6), lostLine(0, 3)], { 0: 1 }],
  ])('are counted: %s', (_, lines, gaps) => {
    expect(gapsOf(inFile(lines))).toEqual(gaps);
  });

  it('are counted in columns, too', () => {
    expect(gapsOf(folded(inFile([up(0, 1), ...events(0, 1, 3), ...events(1, 1, 2)]), 10))).toEqual({ 0: 1 });
  });

  it('are not looked for where lines have no numbers', () => {
    expect(gapsOf([up(0, 1), ...events(0, 7)])).toEqual({});
  });

  it('come on top of those that were lost', () => {
    expect(Object.fromEntries(indexJournal(inFile([...events(0, 4, 6), lostLine(0, 3)])).lost)).toEqual({
      0: 4,
    });
  });
});
