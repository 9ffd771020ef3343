import { describe, expect, it } from 'vitest';
import { JournalBuilder, updateName } from '../../testing/journal-builder.js';
import { resolvedSpec } from '../../testing/resolved-spec.js';
import { analyze } from '../analyze.js';

const [u, v, w] = [1, 2, 3].map((seq) => updateName(0, seq)) as [string, string, string];

/** Three writes of a steady second from 1,000 on; all are under way from 1,300 to 1,400, `w` until `lastMs`. */
const journal = (lastMs: number) =>
  new JournalBuilder(2)
    .phase(1_000, 'steady')
    .clientWrite(1_100, 1_102, 0, u)
    .clientWrite(1_200, 1_202, 0, v)
    .clientWrite(1_300, 1_302, 0, w)
    .write(1_100, 0, 1)
    .write(1_200, 0, 2)
    .write(1_300, 0, 3)
    .receive(1_400, 1, u)
    .receive(1_500, 1, v)
    .receive(lastMs, 1, w)
    .phase(2_100, 'drain')
    .phase(4_500, 'down')
    .end(4_600);

describe('the backlog', () => {
  it('is what was accepted and not everywhere, and drains after the last intended send', () => {
    const { load } = analyze(resolvedSpec(), journal(2_250).events).metrics;
    expect(load?.backlog).toEqual({ peakUpdates: 3, drainMs: 950 });
  });

  it('takes no time to drain where all arrived before a last write that was refused', () => {
    const events = journal(1_450).clientWrite(1_900, 1_901, 0, undefined).events;
    const { load } = analyze(resolvedSpec(), events).metrics;
    expect(load?.backlog).toEqual({ peakUpdates: 3, drainMs: 0 });
  });

  it('that holds an update beyond its deadline never drains', () => {
    const { load } = analyze(resolvedSpec(), journal(2_350).events).metrics;
    expect(load?.backlog).toEqual({ peakUpdates: 3, drainMs: 'never' });
  });
});
