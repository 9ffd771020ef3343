import type { NodeEvent } from '../../../nodes/contract/events.js';
import type { RunEvent, RunEventOf } from '../../journal/journal-event.js';
import { Receipts } from '../../journal/receipts.js';
import { EventNumbers } from './event-numbers.js';
import { JournalSequence } from './journal-sequence.js';

type Described<T extends NodeEvent['type']> = { node: number; event: Extract<NodeEvent, { type: T }> };

/**
 * A journal's events by kind. Whatever order the harness learned them in, equal events give an equal index: readings
 * are sorted by time, so that no figure depends on which node was read first.
 */
export interface JournalIndex {
  run: RunEventOf<'run'> | undefined;
  end: RunEventOf<'end'> | undefined;
  phases: RunEventOf<'phase'>[];
  /** What nodes that are not the reference said of themselves, in each incarnation. */
  descriptions: RunEventOf<'implementation'>[];
  uptimeChanges: RunEventOf<'node'>[];
  writes: Described<'write'>[];
  /** Those of lines `event` first. */
  receipts: Receipts[];
  supersessions: Described<'supersede'>[];
  memberChanges: Described<'member'>[];
  /** Events of nodes that the journal lacks, in all, by node: lost to overflow, or missing among their numbers. */
  lost: Map<number, number>;
  /** Those of them that no node said it lost. */
  gaps: ReadonlyMap<number, number>;
  clientWrites: RunEventOf<'clientWrite'>[];
  counters: Map<number, RunEventOf<'counters'>[]>;
  resources: Map<number, RunEventOf<'resources'>[]>;
  datagrams: RunEventOf<'datagrams'>[];
  linkTraffic: Map<number, RunEventOf<'linkTraffic'>[]>;
  harness: RunEventOf<'harness'>[];
  faults: RunEventOf<'fault'>[];
  views: RunEventOf<'view'>[];
  notes: RunEventOf<'note'>[];
  /** The numbers of the lines of which those of version 0.2 have one, and how many there are of all. */
  lineNumbers: number[];
  lines: number;
  /** So many lines stand behind one that was written later. */
  linesOutOfOrder: number;
  /** First and last moment that the harness recorded, ms; 0 for an empty journal. */
  firstMs: number;
  lastMs: number;
}

export function indexJournal(events: readonly RunEvent[]): JournalIndex {
  const index = { ...emptyIndex(), lines: events.length };
  const sequence = new JournalSequence();
  const numbers = new EventNumbers();
  let firstMs = Number.POSITIVE_INFINITY;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    if (event.line !== undefined) index.lineNumbers.push(event.line);
    sequence.see(event);
    numbers.see(event);
    place(event, index);
    if (event.type === 'event' || event.type === 'receipts') continue;
    if (event.tMs < firstMs) firstMs = event.tMs;
    if (event.tMs > lastMs) lastMs = event.tMs;
  }
  sortByTime(index);
  index.linesOutOfOrder = sequence.outOfOrder();
  index.gaps = unsaid(numbers.missing(), index.lost);
  for (const [node, count] of index.gaps) index.lost.set(node, count + (index.lost.get(node) ?? 0));
  return Number.isFinite(firstMs) ? { ...index, firstMs, lastMs } : index;
}

/** What a node lost to overflow is missing among its numbers, too. */
function unsaid(
  missing: ReadonlyMap<number, number>,
  said: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  return new Map(
    [...missing].flatMap(([node, count]): [number, number][] => {
      const rest = count - (said.get(node) ?? 0);
      return rest > 0 ? [[node, rest]] : [];
    }),
  );
}

function place(event: RunEvent, index: JournalIndex): void {
  switch (event.type) {
    case 'run':
      index.run ??= event;
      break;
    case 'end':
      index.end ??= event;
      break;
    case 'phase':
      index.phases.push(event);
      break;
    case 'implementation':
      index.descriptions.push(event);
      break;
    case 'node':
      index.uptimeChanges.push(event);
      break;
    case 'event':
      placeNodeEvent(event.node, event.event, index);
      break;
    case 'receipts':
      index.receipts.push(event.receipts);
      break;
    case 'journalLost':
      index.lost.set(event.node, Math.max(event.lost, index.lost.get(event.node) ?? 0));
      break;
    case 'clientWrite':
      index.clientWrites.push(event);
      break;
    case 'counters':
      pushTo(index.counters, event.node, event);
      break;
    case 'resources':
      pushTo(index.resources, event.node, event);
      break;
    case 'datagrams':
      index.datagrams.push(event);
      break;
    case 'linkTraffic':
      pushTo(index.linkTraffic, event.node, event);
      break;
    case 'harness':
      index.harness.push(event);
      break;
    case 'fault':
      index.faults.push(event);
      break;
    case 'view':
      index.views.push(event);
      break;
    case 'views':
      for (const run of event.views.runs) index.views.push({ type: 'view', tMs: event.tMs, ...run });
      break;
    case 'note':
      index.notes.push(event);
      break;
  }
}

function placeNodeEvent(node: number, event: NodeEvent, index: JournalIndex): void {
  if (event.type === 'receive') index.receipts[0]!.add(node, event);
  else if (event.type === 'write') index.writes.push({ node, event });
  else if (event.type === 'supersede') index.supersessions.push({ node, event });
  else if (event.type === 'member') index.memberChanges.push({ node, event });
}

function pushTo<T>(lists: Map<number, T[]>, node: number, reading: T): void {
  const list = lists.get(node);
  if (list) list.push(reading);
  else lists.set(node, [reading]);
}

function sortByTime(index: JournalIndex): void {
  const byTime = (a: { tMs: number }, b: { tMs: number }): number => a.tMs - b.tMs;
  const { phases, descriptions, uptimeChanges, datagrams, harness, faults, views, notes, clientWrites } =
    index;
  const lists = [phases, descriptions, uptimeChanges, datagrams, harness, faults, views, notes, clientWrites];
  for (const list of lists) list.sort(byTime);
  const readings = [index.counters, index.resources, index.linkTraffic];
  for (const list of readings.flatMap((byNode) => [...byNode.values()])) list.sort(byTime);
}

const emptyIndex = (): JournalIndex => ({
  run: undefined,
  end: undefined,
  phases: [],
  descriptions: [],
  uptimeChanges: [],
  writes: [],
  receipts: [new Receipts()],
  supersessions: [],
  memberChanges: [],
  lost: new Map(),
  gaps: new Map(),
  clientWrites: [],
  counters: new Map(),
  resources: new Map(),
  datagrams: [],
  linkTraffic: new Map(),
  harness: [],
  faults: [],
  views: [],
  notes: [],
  lineNumbers: [],
  lines: 0,
  linesOutOfOrder: 0,
  firstMs: 0,
  lastMs: 0,
});
