import { describe, expect, test } from 'vitest';
import { farthestMs, type Regions, regionDistance, regionOfNodes } from './regions.js';

const regions: Regions = {
  names: ['eu', 'us', 'ap'],
  latencyMs: { eu: { eu: 1, us: 40, ap: 110 }, us: { ap: 80, eu: 45 } },
};

describe('nodes', () => {
  test('go round the regions in turn', () => {
    expect([...regionOfNodes(regions, 7)]).toEqual([0, 1, 2, 0, 1, 2, 0]);
  });

  test.each([
    [[0.5, 0.3, 0.2], 10, [0, 0, 0, 0, 0, 1, 1, 1, 2, 2]],
    [[1 / 3, 1 / 3, 1 / 3], 4, [0, 1, 1, 2]],
    [[0.1, 0.1, 0.8], 3, [1, 2, 2]],
  ])('have their shares %j of %d, neighbours together', (shares, nodes, expected) => {
    expect([...regionOfNodes({ ...regions, shares }, nodes)]).toEqual(expected);
  });
});

describe('the distance', () => {
  const { ms } = regionDistance(regions, 6);

  test('is that of the two regions, each way its own where both are given', () => {
    expect([ms(0, 1), ms(1, 0)]).toEqual([40, 45]);
    expect([ms(1, 2), ms(2, 1), ms(5, 3)]).toEqual([80, 80, 110]);
  });

  test('within a region is what is given, else nothing', () => {
    expect([ms(0, 3), ms(1, 4)]).toEqual([1, 0]);
  });

  test('is longest between the farthest', () => {
    expect(farthestMs(regions)).toBe(110);
  });

  test('must be known of every two regions', () => {
    const incomplete = { ...regions, latencyMs: { eu: { us: 40 }, us: { ap: 80 } } };
    expect(() => regionDistance(incomplete, 3)).toThrow('there is no latency from region eu to region ap');
  });
});
