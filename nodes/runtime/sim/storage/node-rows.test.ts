import { expect, test } from 'vitest';
import { protocolConfigSchema } from '../../../protocol/node/config.js';
import { RestingNode } from '../../../protocol/node/resting-node.js';
import { NodeRows } from './node-rows.js';
import { lineNumbers, rowNumbers } from './row-layout.js';

const config = protocolConfigSchema.parse({});
const version = { origin: 3, incarnation: 2, seq: 1, clock: 9 };
const update = { version, key: 'k', value: Uint8Array.of(1), hops: 4 };

function busy(): RestingNode {
  const record = new RestingNode(protocolConfigSchema.parse({ fanout: 2 }));
  record.state = 'running';
  record.startedMs = 0.25;
  record.skippedFromMs = 12.5;
  [record.lastToken, record.roundToken, record.repairToken] = [7, 5, 6];
  record.hasRepaired = true;
  [record.clock, record.lastSeq] = [9, 2];
  record.update = update;
  record.isHot = true;
  Object.assign(record.rumor, { copies: 5, rounds: 2, counter: 1, pulled: true, neededByPull: true });
  record.rumor.holders.push(...Array.from({ length: 15 }, (_, i) => 100 + i));
  record.awaited.push(...[1, 2, 3, 4].map((exchange) => ({ exchange, peer: 50 + exchange })));
  record.openRepair = { exchange: 8, complete: true, untilMs: 2_000.5 };
  for (const [i, name] of Object.keys(record.counters).entries())
    Object.assign(record.counters, { [name]: 30 + i });
  return record;
}

test('a row takes four cache lines', () => {
  expect(rowNumbers).toBe(4 * lineNumbers);
});

test('what is packed is unpacked as it was, and the rows beside it stay as they are', () => {
  const rows = new NodeRows(3, config);
  const record = busy();
  expect(rows.pack(1, record)).toBe(true);
  const unpacked = new RestingNode(config);
  rows.unpack(1, unpacked);
  expect(unpacked).toEqual(record);
  for (const node of [0, 2]) {
    rows.unpack(node, unpacked);
    expect(unpacked).toMatchObject({
      config,
      state: 'new',
      update: undefined,
      isHot: false,
      awaited: [],
      clock: 0,
    });
  }
});

test('equal updates have one number, and a row that is cleared is a node that has done nothing yet', () => {
  const rows = new NodeRows(2, config);
  rows.pack(0, busy());
  const other = busy();
  other.update = { ...update };
  rows.pack(1, other);
  expect(rows.contentOf(1)).toBe(rows.contentOf(0));
  rows.clear(0);
  const unpacked = new RestingNode(config);
  rows.unpack(0, unpacked);
  expect(unpacked.update).toBeUndefined();
  expect(rows.isHot(0)).toBe(false);
});

test('for a fifth answer that is awaited there is no room', () => {
  const record = busy();
  record.awaited.push({ exchange: 9, peer: 1 });
  expect(new NodeRows(1, config).pack(0, record)).toBe(false);
});
