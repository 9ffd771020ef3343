import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../testing/print-seed.js';
import { Rumor } from './rumor.js';

useSeed('rumor', process.env.FAST_CHECK_SEED);

const version = { origin: 0, incarnation: 1, seq: 1, clock: 1 };

test('a rumor remembers the first fifteen peers that are known to hold it, each once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 60 }), (peers) => {
      const rumor = new Rumor({ version, key: 'k', value: undefined, hops: 0 }, 1);
      for (const peer of peers) rumor.noteHolder(peer);
      expect(rumor.holders).toEqual([...new Set(peers)].slice(0, 15));
    }),
  );
});
