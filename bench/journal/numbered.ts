import type { RunEvent } from './journal-event.js';

/** The event as that line of its journal, its fields in the order in which they are read back. */
export function numbered(event: RunEvent, line: number): RunEvent {
  const { type, line: _, ...fields } = event;
  return { type, line, ...fields } as RunEvent;
}
