import { sampleDistinct } from '../../../nodes/protocol/membership/sample.js';
import { createRng } from '../../../nodes/protocol/rng.js';
import type { MicroSuite } from './suite.js';

const fanout = 3;
const rosterOf = (size: number) => Array.from({ length: size }, (_, id) => id);

export const peersSuite: MicroSuite = {
  name: 'peer selection',
  addTo: (bench) => {
    const rng = createRng(1);
    // Below and above the size from which on the roster is not copied.
    for (const size of [5, 50, 1_000]) {
      const roster = rosterOf(size);
      bench.add(`${fanout} of ${size}`, () => sampleDistinct(roster, fanout, 0, rng));
    }
  },
};
