import { describe, expect, it } from 'vitest';
import { linkKey, linksAcross, linksFromTo } from '../links/directed-links.js';
import { sampleAcross, spreadOut } from './link-sample.js';

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe('a sample of links', () => {
  it('of 50 halved nodes is small, holds no link twice, and has both directions and many senders', () => {
    const sides = [range(0, 25), range(25, 50)];
    const sample = sampleAcross(linksAcross(sides), sides, 32);
    expect(sample).toHaveLength(32);
    expect(new Set(sample.map(linkKey)).size).toBe(32);
    const sent = new Set(sample.map(({ from }) => from));
    expect([...sent].filter((node) => node < 25)).toHaveLength(16);
    expect([...sent].filter((node) => node >= 25)).toHaveLength(16);
  });

  it('has every direction between sides, even of more sides than it has links', () => {
    const sides = range(0, 6).map((node) => [node]);
    expect(sampleAcross(linksAcross(sides), sides, 4)).toHaveLength(30);
  });

  it('of links without sides is taken from all over', () => {
    const links = linksFromTo(range(0, 10), range(0, 10));
    expect(new Set(sampleAcross(links, [], 10).map(({ from }) => from)).size).toBe(10);
  });

  it('is everything where there is little', () => {
    expect(spreadOut([1, 2, 3], 5)).toEqual([1, 2, 3]);
  });
});
