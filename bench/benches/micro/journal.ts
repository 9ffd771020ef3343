import { eventRecord } from '../../../nodes/reference/event-record.js';
import { JournalBuffer } from '../../../nodes/reference/journal-buffer.js';
import { updatesOf } from './messages.js';
import type { MicroSuite } from './suite.js';

const perReading = 10_000;

export const journalSuite: MicroSuite = {
  name: "a node's journal",
  addTo: (bench) => {
    const [update] = updatesOf(7, 1);
    const applied = { kind: 'applied', update: update!, from: 3, via: 'rumor' } as const;
    const journal = new JournalBuffer(2 * perReading);
    let appended = 0;
    bench.add('append a receipt', () => {
      appended += 1;
      journal.append(eventRecord(applied, appended));
      // Read as often as a harness does, or it would be full and drop with each append.
      if (appended % perReading === 0) journal.read(appended, 1);
    });
    const full = new JournalBuffer(1_000);
    bench.add('append a receipt to one that is full', () => full.append(eventRecord(applied, 1)));
  },
};
