import type { Clock } from '../../nodes/runtime/clock.js';
import type { ClockOffset } from './clock-offset.js';
import type { JournalWriter } from './journal.js';
import type { RunEvent, RunEventOf } from './journal-event.js';
import { numbered } from './numbered.js';
import type { Phase } from './phase.js';

/**
 * Writes the run's journal. Until the offset between the harness's clock and the nodes' is known, events are held
 * back, since every line carries the time of the nodes' clock.
 */
export class Recorder {
  readonly #writer: JournalWriter;
  readonly #clock: Clock;
  #held: RunEvent[] | undefined = [];
  #offsetMs = 0;
  #phase: Phase = 'up';
  #lines = 0;

  constructor(writer: JournalWriter, clock: Clock) {
    this.#writer = writer;
    this.#clock = clock;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Now, on the nodes' clock, ms. */
  nowMs(): number {
    return this.#clock.nowMs() - this.#offsetMs;
  }

  /** Converts a time of the harness's clock, ms. */
  toNodeClock(harnessMs: number): number {
    return harnessMs - this.#offsetMs;
  }

  record(event: RunEvent): void {
    if (this.#held) this.#held.push(event);
    else this.#append(event);
  }

  /** The last line. */
  end(event: Omit<RunEventOf<'end'>, 'type' | 'tMs' | 'lines'>): void {
    this.#append({ type: 'end', tMs: this.nowMs(), lines: this.#lines, ...event });
  }

  #append(event: RunEvent): void {
    this.#writer.append(numbered(event, this.#lines));
    this.#lines += 1;
  }

  enter(phase: Phase): void {
    this.#phase = phase;
    this.record({ type: 'phase', tMs: this.nowMs(), phase });
  }

  note(code: string, text: string): void {
    this.record({ type: 'note', tMs: this.nowMs(), code, text });
  }

  /** The first line, and with it everything that was held back, shifted to the nodes' clock. */
  begin(
    run: Omit<RunEventOf<'run'>, 'type' | 'tMs' | 'clockOffsetMs' | 'clockUncertaintyMs'>,
    clock: ClockOffset,
  ): void {
    const held = this.#held;
    if (!held) return;
    this.#held = undefined;
    this.#offsetMs = clock.offsetMs;
    this.#append({
      type: 'run',
      tMs: this.nowMs(),
      ...run,
      clockOffsetMs: clock.offsetMs,
      clockUncertaintyMs: clock.uncertaintyMs,
    });
    for (const event of held) {
      this.#append('tMs' in event ? { ...event, tMs: event.tMs - clock.offsetMs } : event);
    }
  }
}
