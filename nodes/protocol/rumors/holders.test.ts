import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../testing/print-seed.js';
import { Holders, holdersWidth } from './holders.js';

const rumors = 4;
const command = fc.oneof(
  fc.record({ kind: fc.constant('note'), rumor: fc.nat({ max: rumors - 1 }), peer: fc.nat({ max: 30 }) }),
  fc.record({ kind: fc.constant('renew'), rumor: fc.nat({ max: rumors - 1 }), peer: fc.constant(0) }),
);

useSeed('holders', process.env.FAST_CHECK_SEED);

test('each row has the first fifteen that were noted in it, as a list would', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 120 }), (commands) => {
      const owned = new Int32Array(2 * holdersWidth).fill(7);
      const holders = new Holders(owned);
      // The first is its owner’s.
      const rowOf = (rumor: number): number => holders.takeRow(rumor === 0 ? 5 : undefined);
      const rows = Array.from({ length: rumors }, (_, rumor) => rowOf(rumor));
      const lists: number[][] = rows.map(() => []);
      for (const { kind, rumor, peer } of commands) {
        const list = lists[rumor]!;
        if (kind === 'renew') {
          holders.giveBack(rows[rumor]!);
          rows[rumor] = rowOf(rumor);
          lists[rumor] = [];
        } else {
          holders.note(rows[rumor]!, peer);
          if (list.length < 15 && !list.includes(peer)) list.push(peer);
        }
      }
      for (let peer = 0; peer <= 30; peer++) {
        expect(rows.map((row) => holders.has(row, peer))).toEqual(lists.map((list) => list.includes(peer)));
      }
      const beside = [...owned.slice(0, 5), ...owned.slice(5 + holdersWidth)];
      expect(beside).toEqual(beside.map(() => 7));
    }),
  );
});
