import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseChaos } from './chaos-input.js';
import { timelineText } from './timeline-text.js';

function timeline(section: string, nodes = 6): string {
  const cluster = { nodes, seed: 1 };
  const parsed = parseChaos(parse(section), cluster);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return `\n${timelineText(parsed.chaos, cluster)}`;
}

describe('the timeline of a schedule', () => {
  it('is as wide as a terminal that is narrower than 80 columns, with names and bars cut to fit', () => {
    const section = `
      window: 12s
      steps:
        - { name: a-partition-with-a-long-name, at: 2s, for: 5s, fault: { kind: partition, shape: halves } }
      `;
    const parsed = parseChaos(parse(section), { nodes: 6, seed: 1 });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    for (let columns = 40; columns <= 200; columns += 1) {
      const lines = timelineText(parsed.chaos, { nodes: 6, seed: 1 }, columns).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(Math.min(80, columns));
      expect(lines[0]).toMatch(/^ +0s .*12s$|^ +0s .*10s$/);
      expect(lines.some((line) => line.includes('█'))).toBe(true);
    }
  });

  it('shows steps, times, faults and targets', () => {
    const section = `
      window: 12s
      steps:
        - { name: split, at: 2s, for: 5s, fault: { kind: partition, shape: halves } }
        - { name: flap, at: 8s, for: 4s, flapping: { period: 1s }, fault: { kind: partition, shape: { kind: isolate, node: n0 } } }
        - { at: 0s, fault: { kind: linkQuality, latency: 20ms, jitter: 5ms, loss: 5% } }
        - { name: roll, at: 1s, for: 1s, every: 2s, fault: restart, targets: all in turn }
      `;
    expect(timeline(section)).toMatchInlineSnapshot(`
      "
                         0s        2s        4s        6s       8s        10s     12s
                         ┬─────────┬─────────┬─────────┬────────┬─────────┬─────────┬
      split              ··········█████████████████████████·························
                         partition halves (drop): n2 n3 n5 | n0 n1 n4 (18 links cut)
      flap               ········································███··███··███··███··
                         partition isolate (drop): n1 n2 n3 n4 n5 | n0 (10 links cut)
      link-quality-3     ████████████████████████████████████████████████████████████
                         +20 ± 5 ms, 5 % lost: all nodes, 30 links
      roll               ·····█████·····█████·····█████·····█████·····█████·····█████
                         restart without state: n0, then n1, then n2, and 3 more
      "
    `);
  });

  it('shortens long names, and fits windows of any length', () => {
    const section = `
      window: 700ms
      steps: [{ name: a-name-that-is-much-too-long, at: 100ms, for: 1ms, fault: kill, targets: 25 random }]
      `;
    expect(timeline(section, 40)).toMatchInlineSnapshot(`
      "
                         0ms              200ms            400ms            600ms
                         ┬────────────────┬────────────────┬────────────────┬────────
      a-name-that-is-mu… ········█···················································
                         kill: n0 n1 n2 n3 n4 n5 n7 n9 n10 n13 n15 n16 n19 n21 n22 n…
      "
    `);
  });

  it.each(['90ms', '1s', '7s', '59s', '10min', '24h'])(
    'is never wider than 80 columns: a window of %s',
    (window) => {
      const section = `{ window: ${window}, steps: [{ at: 0s, fault: { kind: partition, shape: ring } }] }`;
      for (const line of timeline(section, 60).split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
    },
  );
});
