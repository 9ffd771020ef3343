import { expect, it } from 'vitest';
import { linkBytesSection } from './link-bytes.js';

it('the matrix of bytes has a cell for each link that carried anything, the strongest for the most, and says in words what it shows', () => {
  const { text } = linkBytesSection({
    nodes: [0, 1, 4],
    rows: [
      [0, 2_048, 1_024],
      [0, 0, 512],
      [512, 0, 0],
    ],
  });
  expect(text.match(/class="m-bytes"/g)).toHaveLength(4);
  expect(text.match(/fill-opacity="1"><title>[^<]*/)?.[0]).toContain('n0 to n1: 2 KiB');
  expect(text).toContain('n4 to n0: 512 B');
  expect(text).toContain(
    '4 KiB over 6 links, 683 B each on average; most from n0 to n1: 2 KiB (50 % of all), least 0 B.',
  );
});

it('links that carried nothing are no darker than others', () => {
  const { text } = linkBytesSection({
    nodes: [0, 1],
    rows: [
      [0, 0],
      [0, 0],
    ],
  });
  expect(text).not.toContain('m-bytes');
  expect(text).toContain('No link carried anything.');
});
