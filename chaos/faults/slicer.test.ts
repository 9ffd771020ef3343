import { describe, expect, it } from 'vitest';
import { slicerSchema, slicerToxics } from './slicer.js';

const link = { from: 2, to: 5 };

describe('the fault slicer', () => {
  it('acts on what the link carries, in requests and in answers', () => {
    const toxic = {
      type: 'slicer',
      toxicity: 1,
      attributes: { average_size: 20, size_variation: 5, delay: 100 },
    };
    expect(
      slicerToxics(
        slicerSchema.parse({ kind: 'slicer', averageBytes: 20, variationBytes: 5, pauseUs: 100 }),
        link,
      ),
    ).toEqual([
      { proxy: link, toxic: { ...toxic, stream: 'upstream' } },
      { proxy: { from: 5, to: 2 }, toxic: { ...toxic, stream: 'downstream' } },
    ]);
  });

  it.each([{ averageBytes: 0 }, { variationBytes: 20 }, { pauseUs: -1 }])('refuses %o', (fields) => {
    expect(
      slicerSchema.safeParse({
        ...{ kind: 'slicer', averageBytes: 20, variationBytes: 5, pauseUs: 100 },
        ...fields,
      }).success,
    ).toBe(false);
  });
});
