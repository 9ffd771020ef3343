import fc from 'fast-check';
import { CodedError } from '../../../nodes/coded-error.js';
import type { Target } from '../target.js';

/** Numbers from here on are read as the name of the target says; all below are read well. */
export const defectFrom = 700;

const ways: Readonly<Record<string, () => unknown>> = {
  throws: () => {
    throw new TypeError('undefined is not a function');
  },
  hangs: () => {
    for (;;) if (Date.now() < 0) return;
  },
  waits: () => new Promise(() => undefined),
  'fills-the-heap': () => {
    const kept: string[][] = [];
    for (;;) kept.push(Array.from({ length: 100_000 }, (_, i) => `${kept.length} ${i}`));
  },
  'fills-buffers': () => Buffer.alloc(700 * 2 ** 20, 1).length,
  exits: () => process.exit(0),
  'refuses-on-purpose': () => {
    throw new CodedError('USAGE', 'this number is too large');
  },
};

/** The reader reads so many inputs before the first that it is sent. */
const warmUps = 3;

/** Targets with a defect each, for a test of the fuzzer itself. */
export const plantedTargets: readonly Target[] = Object.entries(ways).map(([name, read]) => {
  let reads = 0;
  return {
    name,
    // Each reading that fills the memory takes seconds: there is little to shrink.
    inputs: async () =>
      name.startsWith('fills') ? fc.constantFrom('1', `${defectFrom}`) : fc.nat({ max: 1_000 }).map(String),
    read: (input) => {
      reads += 1;
      return reads > warmUps && Number(input) >= defectFrom ? read() : undefined;
    },
  };
});
