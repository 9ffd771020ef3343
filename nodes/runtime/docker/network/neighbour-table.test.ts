import { expect, test } from 'vitest';
import { checkNeighbourTable, refuseBeyond } from './neighbour-table.js';

test.each([
  ['31 nodes with direct links fit into Debian’s 1,024', 1_024, 31, 'direct'],
  ['213 nodes with proxied links fit, too', 1_024, 213, 'proxy'],
] as const)('%s', (_, limit, nodes, links) => {
  expect(() => refuseBeyond(limit, nodes, links)).not.toThrow();
});

test('50 nodes with direct links do not fit, and the remedy names a size that does', () => {
  const refuse = () => refuseBeyond(1_024, 50, 'direct');
  expect(refuse).toThrow(expect.objectContaining({ code: 'USAGE' }));
  expect(refuse).toThrow(/need 2550 entries .* holds 1024/);
  expect(refuse).toThrow(expect.objectContaining({ remedy: expect.stringContaining('gc_thresh3=4096') }));
});

test('the table of another machine is not judged by this one', async () => {
  await expect(checkNeighbourTable(10_000, 'direct', { kernel: 'another' })).resolves.toBeUndefined();
});
