import { expect, it } from 'vitest';
import { missedByPort, missedIn } from './missed-datagrams.js';

const table = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  297: 0100007F:1F40 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 19181 2 0000000000000000 12
  298: 0100007F:1F41 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 19182 2 0000000000000000 0
`;

it('reads from the table of the system what was dropped at each port', () => {
  expect([...missedIn(table)]).toEqual([[8_000, 12]]);
});

it('says nothing where there is no table', async () => {
  expect(await missedByPort('/proc/net/no-such-table')).toBeUndefined();
});
