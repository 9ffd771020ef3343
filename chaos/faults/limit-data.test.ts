import { describe, expect, it } from 'vitest';
import { limitDataSchema, limitDataToxics } from './limit-data.js';

const link = { from: 2, to: 5 };

describe('the fault limitData', () => {
  it('acts on what the link carries, in requests and in answers', () => {
    const toxic = { type: 'limit_data', toxicity: 1, attributes: { bytes: 100 } };
    expect(limitDataToxics(limitDataSchema.parse({ kind: 'limitData', limitBytes: 100 }), link)).toEqual([
      { proxy: link, toxic: { ...toxic, stream: 'upstream' } },
      { proxy: { from: 5, to: 2 }, toxic: { ...toxic, stream: 'downstream' } },
    ]);
  });

  it.each([{ limitBytes: 0 }, { limitBytes: 0.5 }])('refuses %o', (fields) => {
    expect(limitDataSchema.safeParse({ ...{ kind: 'limitData', limitBytes: 100 }, ...fields }).success).toBe(
      false,
    );
  });
});
