import { expect, test } from 'vitest';
import { judgeNeighbourTable } from './neighbour-table.js';

test.each([
  [1_024, 'warning', '1,024 entries: enough for 32 nodes with direct links'],
  [8_192, 'ok', '8,192 entries; 50 nodes with direct links need 2,450'],
  [undefined, 'ok', 'not visible here'],
])('a neighbour table of %s entries is %s', (limit, status, found) => {
  const finding = judgeNeighbourTable(limit);
  expect(finding).toMatchObject({ status, found: expect.stringContaining(found) });
  expect(finding.remedy?.includes('sysctl -w net.ipv4.neigh.default.gc_thresh3=')).toBe(
    status === 'warning' ? true : undefined,
  );
});
