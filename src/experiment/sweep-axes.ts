import { specField } from '../../bench/spec/input/fields.js';
import type { SpecOverride } from '../../bench/spec/input/resolve.js';
import { workloadInputSchema } from '../../bench/spec/input/workload-fields.js';
import { CodedError } from '../../nodes/coded-error.js';
import { specFlags } from '../command-line/spec-flags.js';

/** A flag with several values: one dimension of the grid. */
export interface Axis {
  readonly flag: string;
  readonly values: readonly (string | number)[];
}

const mostValues = 1_000;

/** `10,20,50`, `1..5` and `16B..64KiB`, also mixed; a number is one. @throws CodedError USAGE */
export function parseAxis(flag: string, text: string): Axis {
  const values = text.split(',').flatMap((part) => valuesOf(flag, part.trim()));
  return { flag, values: [...new Set(values)] };
}

function valuesOf(flag: string, part: string): (string | number)[] {
  const sizes = /^([^.]+)\.\.([^.]+)$/.exec(part);
  if (flag === 'payload' && sizes) return sizesBetween(part, sizes[1]!, sizes[2]!);
  const range = /^(\d+)\.\.(\d+)$/.exec(part);
  if (range === null) {
    if (part === '') throw wrong(flag, 'an empty value');
    return [/^-?\d+(\.\d+)?$/.test(part) ? Number(part) : part];
  }
  const [from, to] = [Number(range[1]), Number(range[2])];
  if (to < from) throw wrong(flag, `the range ${part}, whose end is below its start`);
  if (to - from >= mostValues)
    throw wrong(flag, `the range ${part}, which has more than ${mostValues} values`);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** From one size to the other, each four times the one before, and the last: `16B..64KiB` are seven. */
function sizesBetween(part: string, first: string, last: string): number[] {
  const sizeOf = (text: string): number => {
    const parsed = payloadSchema.safeParse(/^\d+$/.test(text) ? Number(text) : text);
    if (!parsed.success) throw wrong('payload', `the range ${part}, where ${text} is not a size`);
    return parsed.data;
  };
  const [from, to] = [sizeOf(first), sizeOf(last)];
  if (to < from) throw wrong('payload', `the range ${part}, whose end is below its start`);
  const values: number[] = [];
  for (let bytes = from; bytes < to; bytes *= sizeStep) values.push(bytes);
  return [...values, to];
}

const sizeStep = 4;
const payloadSchema = workloadInputSchema.shape.payload;

const wrong = (flag: string, what: string): CodedError =>
  new CodedError('USAGE', `--${flag}: expected values such as 10,20,50 or 1..5, got ${what}`, {
    remedy: 'See `gossip-bench sweep --help`.',
  });

/** Every combination of the axes' values, the last axis the quickest; each as overrides of a spec. */
export function gridOf(axes: readonly Axis[]): SpecOverride[][] {
  return axes.reduce<SpecOverride[][]>(
    (cells, { flag, values }) =>
      cells.flatMap((cell) => values.map((value) => [...cell, overrideOf(flag, value)])),
    [[]],
  );
}

function overrideOf(flag: string, value: string | number): SpecOverride {
  const { field } = specFlags.find((one) => one.flag === flag)!;
  return { path: specField(field).path, value, label: `--${flag}` };
}
