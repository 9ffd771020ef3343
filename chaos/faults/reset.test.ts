import { describe, expect, it } from 'vitest';
import { resetSchema, resetToxics } from './reset.js';

describe('the fault reset', () => {
  it('ends connections of one link alone, with a probability', () => {
    const link = { from: 2, to: 5 };
    const fault = resetSchema.parse({ kind: 'reset', afterMs: 20, probability: 0.3 });
    expect(resetToxics(fault, link)).toEqual([
      {
        proxy: link,
        toxic: { type: 'reset_peer', stream: 'upstream', toxicity: 0.3, attributes: { timeout: 20 } },
      },
    ]);
  });

  it.each([{ probability: 0 }, { probability: 1.2 }, { afterMs: -1 }])('refuses %o', (fields) => {
    expect(resetSchema.safeParse({ kind: 'reset', ...fields }).success).toBe(false);
  });
});
