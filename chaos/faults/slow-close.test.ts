import { describe, expect, it } from 'vitest';
import { slowCloseSchema, slowCloseToxics } from './slow-close.js';

const link = { from: 2, to: 5 };

describe('the fault slowClose', () => {
  it('acts on what the link carries, in requests and in answers', () => {
    const toxic = { type: 'slow_close', toxicity: 1, attributes: { delay: 300 } };
    expect(slowCloseToxics(slowCloseSchema.parse({ kind: 'slowClose', delayMs: 300 }), link)).toEqual([
      { proxy: link, toxic: { ...toxic, stream: 'upstream' } },
      { proxy: { from: 5, to: 2 }, toxic: { ...toxic, stream: 'downstream' } },
    ]);
  });

  it.each([{ delayMs: 0 }, { delayMs: 1.5 }, { delay: 3 }])('refuses %o', (fields) => {
    expect(slowCloseSchema.safeParse({ ...{ kind: 'slowClose', delayMs: 300 }, ...fields }).success).toBe(
      false,
    );
  });
});
