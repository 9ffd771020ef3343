import { CodedError } from '../../../nodes/coded-error.js';
import { integersBetween, spacedBetween } from './level-spacing.js';

/** One value that a parameter may take. */
export interface Level {
  /** As a spec has it: `200ms`. */
  readonly written: string | number;
  /** As the program uses it: 200. */
  readonly value: string | number | boolean;
  /** Not asked for, but what the spec has now. */
  readonly isPresentOnly?: boolean;
}

/** One parameter of the nodes that is searched over. */
export interface Parameter {
  /** As a spec names it: `interval`. */
  readonly name: string;
  /** As the program names it: `intervalMs`. */
  readonly field: string;
  /** Numbers in ascending order, a 0 that means no bound last; words as they were written. */
  readonly levels: readonly Level[];
  /** Whether its levels have an order, so that one lies between others. */
  readonly isOrdered: boolean;
}

/** What values a parameter takes. */
export interface ValueKind {
  readonly kind: 'words' | 'integer' | 'number';
  /** @throws what is wrong with the text, as a message */
  readonly read: (text: string | number) => Level;
  /** As it is written for users. */
  readonly levelOf: (value: Level['value']) => Level;
  /** Where a number stands among others, if not at its own value. */
  readonly place: (value: number) => number;
}

/** The name and the values of `fanout=1..8`. @throws CodedError USAGE */
export function splitParameter(text: string): { readonly written: string; readonly values: string } {
  const [, written = '', values = ''] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(text) ?? [];
  if (values === '') throw refusedParameter(text, 'expected name=value,value or name=lowest..highest');
  return { written, values };
}

/**
 * Reads the values after the name: a list of values and ranges. A range of whole numbers has all of them where they are few; any other has levels
 * whose ratio is the same. `present` is what the spec has now: a level, too, and one like the others where a range encloses it.
 * @throws CodedError USAGE
 */
export function parseLevels(
  text: string,
  name: string,
  values: string,
  present: Level['value'],
  { kind, read, levelOf, place }: ValueKind,
): Pick<Parameter, 'levels' | 'isOrdered'> {
  const levels = values.split(',').flatMap((part) => {
    const range = /^\s*(.+?)\s*\.\.\s*(.+?)\s*$/.exec(part);
    return range ? within(range[1]!, range[2]!) : [one(part.trim())];
  });
  const now = { ...levelOf(present), isPresentOnly: true };
  const isAsked = levels.some(({ value }) => value === now.value);
  const all = unique(isAsked ? levels : [...levels, now]);
  const isOrdered = kind !== 'words';
  return { levels: isOrdered ? all.toSorted((a, b) => placeOf(a) - placeOf(b)) : all, isOrdered };

  function one(value: string): Level {
    try {
      return read(/^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value);
    } catch (error) {
      throw refusedParameter(text, (error as Error).message);
    }
  }

  function within(from: string, to: string): Level[] {
    if (kind === 'words')
      throw refusedParameter(text, `${name} takes words, of which there are no ranges; list them`);
    const [lowest, highest] = [Number(one(from).value), Number(one(to).value)];
    if (lowest > highest) throw refusedParameter(text, `the range ${from}..${to} is empty`);
    if (lowest <= 0) throw refusedParameter(text, `a range begins above 0; list it, as in ${name}=0,${to}`);
    const between = kind === 'integer' ? integersBetween : spacedBetween;
    const inside = Number(present) >= lowest && Number(present) <= highest ? [Number(present)] : [];
    return [...between(lowest, highest), ...inside].map(levelOf);
  }

  function placeOf({ value }: Level): number {
    return place(Number(value));
  }
}

const unique = (levels: readonly Level[]): Level[] => [
  ...new Map(levels.map((level) => [level.value, level])).values(),
];

export function refusedParameter(text: string, reason: string): CodedError {
  return new CodedError('USAGE', `--param '${text}': ${reason}`, {
    remedy: "Write it as 'fanout=1..8', 'interval=50ms..2s' or 'mode=push,push-pull'.",
  });
}
