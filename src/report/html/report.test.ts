import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { charts } from './charts/registry.js';
import { clientScript } from './client-bundle.js';
import { renderReport } from './report.js';
import { completeRun, emptyRun, type ReportFixture } from './testing/report-fixture.js';

const render = (run: ReportFixture): string => renderReport(run.result, run);

describe('renderReport', () => {
  it('gives the same bytes for the same run, whatever was rendered before', () => {
    const first = render(completeRun());
    render(emptyRun());
    expect(render(completeRun())).toBe(first);
  });

  it('stays under 950 KB', () => {
    expect(Buffer.byteLength(render(completeRun()))).toBeLessThan(950_000);
  });

  it('draws every chart without script, for a phone and for a wide page', () => {
    const page = render(completeRun());
    expect(page.match(/<div class="still (?:narrow|broad)"><svg /g)).toHaveLength(2 * charts.length);
  });

  it('draws a matrix of links for each fault that keeps nodes from each other, and tells it in words', () => {
    const page = render(completeRun());
    expect(page.match(/<svg class="matrix"/g)).toHaveLength(3);
    expect(page).toContain(
      '50 of 90 directed links are cut: n0, n2, n4, n6, n8 cannot reach n1, n3, n5, n7, n9;',
    );
    expect(page).toContain('n9 is down: no node reaches it.');
  });

  it('draws each matrix once, and gives the script none of them', () => {
    const [, json = ''] = /id="chart-source">(.*?)<\/script>/.exec(render(completeRun())) ?? [];
    expect(JSON.parse(json).series.chaos).toMatchObject({ links: [], faults: expect.any(Array) });
  });

  it('has cards of recovery and detection, and a row for every invariant', () => {
    const page = render(completeRun());
    for (const title of [
      'Convergence after heal',
      'Reach across the sides',
      'Full detection, worst',
      'Oldest update missing',
    ]) {
      expect(page).toContain(`<h4>${title}</h4>`);
    }
    for (const invariant of [
      'never goes back on a node',
      'A deleted key does not come back',
      'equal digests',
    ]) {
      expect(page).toContain(invariant);
    }
  });

  it('says of a run without faults that there were none', () => {
    const page = render(emptyRun());
    expect(page).toContain('there is no recovery to measure');
    expect(page).toContain('No fault of this run affected how nodes reach each other.');
  });

  it('says why a cluster never converged', () => {
    const run = completeRun();
    const unconverged = 'At the end, n2 lacked 3 updates from before the heal.';
    run.result.metrics.recovery = { convergenceAfterHealMs: 'never', unconverged };
    expect(render(run)).toMatch(
      /<strong>never<\/strong> <span class="unit"><\/span><\/p><p class="beside">At the end, n2 lacked 3/,
    );
  });

  it('uses no id twice', () => {
    const page = render(completeRun());
    const ids = [...page.replace(/<script[\s\S]*?<\/script>/g, '').matchAll(/ id="([^"]+)"/g)].map(
      ([, id]) => id,
    );
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('says why a chart is absent instead of drawing an empty one', () => {
    const page = render(emptyRun());
    expect(page).not.toContain('<svg ');
    for (const { whyAbsent } of charts) expect(page).toContain(whyAbsent);
  });

  it('says that an interrupted run was interrupted, and in which phase', () => {
    expect(render(emptyRun())).toMatch(/This run was interrupted<\/strong> in phase up/);
  });

  it.each(['pass', 'fail', 'unknown'] as const)(
    'tells the verdict %s in words, with its reasons',
    (status) => {
      const run = emptyRun();
      run.result.verdict = { status, reasons: ['reach < 1 & more'] };
      const page = render(run);
      expect(page.toLowerCase()).toContain(`</span> ${status}</p>`);
      expect(page).toContain('<li>reach &lt; 1 &amp; more</li>');
    },
  );

  it('escapes whatever comes from the spec and from the machine', () => {
    const run = emptyRun();
    const evil = '</script><img src=x onerror="alert(1)">';
    run.result.spec = { ...run.result.spec, name: evil, thresholds: [evil] };
    run.result.context.machine.cpu = evil;
    run.result.faults = run.result.faults.map((fault) => ({ ...fault, name: evil, reasons: [evil] }));
    const page = render(run);
    expect(page).not.toContain('<img');
    expect(page.match(/<\/script>/g)).toHaveLength(2);
  });

  it('allows its own script by hash, and nothing from anywhere', () => {
    const hash = createHash('sha256').update(clientScript()).digest('base64');
    const page = render(completeRun());
    expect(page).toContain(`default-src &#39;none&#39;; script-src &#39;sha256-${hash}&#39;`);
    expect(page).not.toMatch(/(?:src|href)="https?:/);
  });

  it('holds a script that cannot end its own element', () => {
    expect(clientScript()).not.toMatch(/<\/script|<!--/i);
  });

  it('shows the spec in the form that can be run again', () => {
    const run = emptyRun();
    expect(render(run)).toContain('name: default');
  });

  it('says of a percentile among undelivered pairs that it is beyond the deadline, and how long that was', () => {
    const run = completeRun();
    run.result.metrics.fullDisseminationMs = { p50: 371, p99: '> deadline', max: '> deadline', count: 10 };
    expect(render(run)).toContain('<strong>&gt; deadline</strong> <span class="unit">of 10 s</span>');
  });

  it('tells what a reader must know besides the figures', () => {
    expect(render(emptyRun())).toContain('the machine was busy before the run');
  });
});
