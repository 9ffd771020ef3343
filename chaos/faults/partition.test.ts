import { describe, expect, it } from 'vitest';
import { partitionExpansion, partitionSchema } from './partition.js';

const there = { from: 0, to: 1 };
const back = { from: 1, to: 0 };

describe('a partition fault', () => {
  it('drops by default', () => {
    expect(partitionSchema.parse({ kind: 'partition', shape: { kind: 'halves' } }).mode).toBe('drop');
  });

  it.each([
    ['drop', 'timeout', { timeout: 0 }],
    ['stall', 'bandwidth', { rate: 0 }],
  ] as const)(
    'by %s stops requests on the link’s own proxy and answers on the opposite one',
    (mode, type, attributes) => {
      const toxic = { type, toxicity: 1, attributes };
      expect(partitionExpansion(mode, [there])).toEqual({
        toxics: [
          { proxy: there, toxic: { ...toxic, stream: 'upstream' } },
          { proxy: back, toxic: { ...toxic, stream: 'downstream' } },
        ],
        disabled: [],
      });
    },
  );

  it('by refuse disables the proxies of a symmetric cut and needs no toxic', () => {
    expect(partitionExpansion('refuse', [there, back])).toEqual({ toxics: [], disabled: [there, back] });
  });

  it('by refuse on one direction drops the answers on the opposite connections too', () => {
    const { toxics, disabled } = partitionExpansion('refuse', [there]);
    expect(disabled).toEqual([there]);
    expect(toxics).toEqual([
      {
        proxy: back,
        toxic: { type: 'timeout', stream: 'downstream', toxicity: 1, attributes: { timeout: 0 } },
      },
    ]);
  });

  it('is refused with a shape or a mode that does not exist', () => {
    expect(partitionSchema.safeParse({ kind: 'partition', shape: { kind: 'thirds' } }).success).toBe(false);
    const melted = { kind: 'partition', shape: { kind: 'halves' }, mode: 'melt' };
    expect(partitionSchema.safeParse(melted).success).toBe(false);
  });
});
