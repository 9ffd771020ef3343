import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../testing/print-seed.js';
import { Holders } from './holders.js';

const rumors = 4;
const command = fc.oneof(
  fc.record({ kind: fc.constant('note'), rumor: fc.nat({ max: rumors - 1 }), peer: fc.nat({ max: 30 }) }),
  fc.record({ kind: fc.constant('renew'), rumor: fc.nat({ max: rumors - 1 }), peer: fc.constant(0) }),
);

useSeed('holders', process.env.FAST_CHECK_SEED);

test('each row has the first fifteen that were noted in it, as a list would', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 120 }), (commands) => {
      const holders = new Holders();
      const rows = Array.from({ length: rumors }, () => holders.takeRow());
      const lists: number[][] = rows.map(() => []);
      for (const { kind, rumor, peer } of commands) {
        const list = lists[rumor]!;
        if (kind === 'renew') {
          holders.giveBack(rows[rumor]!);
          rows[rumor] = holders.takeRow();
          lists[rumor] = [];
        } else {
          holders.note(rows[rumor]!, peer);
          if (list.length < 15 && !list.includes(peer)) list.push(peer);
        }
      }
      for (let peer = 0; peer <= 30; peer++) {
        expect(rows.map((row) => holders.has(row, peer))).toEqual(lists.map((list) => list.includes(peer)));
      }
    }),
  );
});
