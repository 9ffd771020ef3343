import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NodeRows } from '../rows/node-rows.js';
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
      const saved = new NodeRows(rumors);
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
      const loaded = rows.map((row, node) => {
        saved.begin(node);
        holders.saveTo(saved, row);
        saved.begin(node);
        return holders.loadFrom(saved);
      });
      for (let peer = 0; peer <= 30; peer++) {
        const isHolder = lists.map((list) => list.includes(peer));
        expect(rows.map((row) => holders.has(row, peer))).toEqual(isHolder);
        expect(loaded.map((row) => holders.has(row, peer))).toEqual(isHolder);
      }
    }),
  );
});
