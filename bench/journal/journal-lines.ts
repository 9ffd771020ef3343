import { JournalBounds } from './journal-bounds.js';
import { type RunEvent, type RunEventOf, runEventSchema } from './journal-event.js';
import { JournalTally, type SealCheck, sealSchema } from './seal.js';

/** The lines of a journal, one after the other, checked against the schema and, at the end, against its seal. */
export class JournalLines {
  readonly #bounds = new JournalBounds();
  readonly #tally = new JournalTally();
  #seal: SealCheck = { state: 'absent' };
  /** Whether it says of which spec it is: every journal that is sealed in the end does. */
  #namesItsSpec = false;
  #hasEnded = false;

  /** The event that the line is; undefined of the seal. @throws Error in words, of zod or of JSON */
  read(text: string): RunEvent | undefined {
    const value: unknown = JSON.parse(text);
    if (isSeal(value)) {
      const seal = sealSchema.parse(value);
      this.#seal =
        this.#seal.state === 'absent' ? this.#tally.check(seal) : broken('it has more than one seal');
      return undefined;
    }
    const event = runEventSchema.parse(value);
    this.#bounds.check(event);
    this.#note(event, text);
    return event;
  }

  /** Of the lines so far. */
  get seal(): SealCheck {
    if (this.#seal.state === 'absent' && this.#hasEnded && this.#namesItsSpec)
      return broken('its last line, the seal, is missing');
    return this.#seal;
  }

  #note(event: RunEvent, text: string): void {
    this.#tally.add(event, text);
    if (this.#seal.state === 'whole') this.#seal = broken('there are lines behind its seal');
    if (event.type === 'run' && namesItsSpec(event)) this.#namesItsSpec = true;
    if (event.type === 'end') this.#hasEnded = true;
  }
}

const namesItsSpec = ({ spec }: RunEventOf<'run'>): boolean => spec !== undefined;

const broken = (difference: string): SealCheck => ({ state: 'broken', difference });

const isSeal = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'seal';
