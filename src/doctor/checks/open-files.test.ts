import { describe, expect, it } from 'vitest';
import { judgeOpenFiles, parseLimit, parseProcLimits } from './open-files.js';

describe('the open file limit', () => {
  const row = (soft: string, hard: string) =>
    `Max open files            ${soft}                 ${hard}   files     `;
  const limits = (row: string) =>
    `Limit                     Soft Limit           Hard Limit           Units\n${row}\n`;

  it.each([
    [row('1024', '524288'), 524_288],
    [row('1024', 'unlimited'), Number.POSITIVE_INFINITY],
  ])('is the hard one of %j', (row, expected) => {
    expect(parseProcLimits(limits(row))).toBe(expected);
  });

  it('is not guessed where the row is absent', () => {
    expect(() => parseProcLimits(limits('Max processes 1 2 processes'))).toThrow('Max open files');
  });

  it.each([
    [20_000, 'ok', '20,000; 50 nodes with 2,450 links need up to 9,800'],
    [9_800, 'ok', '9,800;'],
    [1_024, 'warning', '1,024: enough for 16 nodes;'],
    [parseLimit('unlimited\n'), 'ok', 'unlimited'],
  ])('of %d is %s', (limit, status, found) => {
    expect(judgeOpenFiles(limit)).toMatchObject({ status, found: expect.stringContaining(found) });
  });
});
