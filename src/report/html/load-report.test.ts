import { describe, expect, it } from 'vitest';
import type { LoadResult } from '../../../bench/search/load/load-result.js';
import { resolvedSpec } from '../../../bench/testing/resolved-spec.js';
import { renderLoadReport } from './load-report.js';
import { searchedLoad } from './testing/report-fixture.js';

const { points, ...load } = searchedLoad();
const result: LoadResult = {
  schemaVersion: 1,
  kind: 'load',
  verdict: { status: 'pass', reasons: ['All 3 confirmation runs carried 400 updates/s.'] },
  spec: resolvedSpec(),
  metrics: {
    load: {
      ...load,
      saturationPerSecond: 400,
      curve: points,
      saturated: [{ what: 'nodeCpu', text: 'The busiest node used <97 %> of a core.' }],
      overload: { ...points[3]!, role: 'overload', factor: 3, lostUpdates: 0 },
    },
  },
};

describe('the report of a search', () => {
  const page = renderLoadReport(result);

  it('draws the latency-throughput curve without script, for a phone and for a wide page', () => {
    expect(page.match(/<div class="still (?:narrow|broad)"><svg /g)).toHaveLength(2);
    expect(page).toContain('Not drawn, since their p99 is beyond the deadline: 1.');
  });

  it('says what saturated, escaped, and has a row for each run', () => {
    expect(page).toContain('The busiest node used &lt;97 %&gt; of a core.');
    expect(page.match(/<tr><th scope="row">search/g)).toHaveLength(4);
  });

  it('tells what became of the overload', () => {
    expect(page).toContain('800/s offered, 3 times the saturation point');
    expect(page).toContain('0 accepted updates lost');
  });

  it('is the same for the same result, and has no overload where there was none', () => {
    expect(renderLoadReport(result)).toBe(page);
    const { overload: _, ...without } = result.metrics.load;
    expect(renderLoadReport({ ...result, metrics: { load: without } })).not.toContain('id="overload"');
  });
});
