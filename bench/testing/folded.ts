import type { RunEvent } from '../journal/journal-event.js';
import { numbered } from '../journal/numbered.js';
import { Receipts } from '../journal/receipts.js';

/** The same journal with its receipts in columns, at most so many to a line, as that of a large simulated cluster. */
export function folded(events: readonly RunEvent[], mostInLine: number): readonly RunEvent[] {
  const others: RunEvent[] = [];
  const lines: Receipts[] = [];
  for (const line of events) {
    if (line.type !== 'event' || line.event.type !== 'receive') {
      others.push(line);
      continue;
    }
    const last = lines.at(-1);
    const receipts = last && last.length < mostInLine ? last : new Receipts();
    if (receipts !== last) lines.push(receipts);
    receipts.add(line.node, line.event);
  }
  return recounted([...others, ...lines.map((receipts): RunEvent => ({ type: 'receipts', receipts }))]);
}

/** The same journal with a line for each receipt. */
export const unfolded = (events: readonly RunEvent[]): readonly RunEvent[] =>
  recounted(
    events.flatMap((line): readonly RunEvent[] =>
      line.type === 'receipts'
        ? Array.from(line.receipts.events(), ({ node, event }) => ({ type: 'event', node, event }))
        : [line],
    ),
  );

/** Where lines are numbered, the last one counts those before it. */
function recounted(events: readonly RunEvent[]): readonly RunEvent[] {
  if (events[0]?.line === undefined) return events;
  return events.map((event, line) => {
    return numbered(event.type === 'end' ? { ...event, lines: events.length - 1 } : event, line);
  });
}
