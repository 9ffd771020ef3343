import { describe, expect, it } from 'vitest';
import { parseChaos } from '../spec/chaos-input.js';
import { replaceSchema } from './replace.js';

describe('replace', () => {
  it('lets the node leave first, with the defaults of what takes its place, unless it is told otherwise', () => {
    expect(replaceSchema.parse({ kind: 'replace', with: 'memberlist' })).toEqual({
      kind: 'replace',
      with: 'memberlist',
      parameters: {},
      graceful: true,
    });
  });

  it('must name what takes the place, and keeps no state', () => {
    expect(replaceSchema.safeParse({ kind: 'replace' }).success).toBe(false);
    expect(replaceSchema.safeParse({ kind: 'replace', with: 'x', keepState: true }).success).toBe(false);
  });

  it('has parameters of somebody else’s names, which are not read as fields of a scenario', () => {
    const fault = { kind: 'replace', with: 'theirs', parameters: { rate: '2s', limit: 'many', latency: 3 } };
    const parsed = parseChaos({ window: '5s', steps: [{ at: '1s', fault }] }, { nodes: 3, seed: 1 });
    expect(parsed).toMatchObject({ ok: true, chaos: { steps: [{ atMs: 1_000, fault }] } });
  });

  it('cannot be while the node is down by another fault', () => {
    const steps = [
      { at: '1s', for: '2s', fault: 'kill', targets: 'n1' },
      { at: '2s', for: '2s', fault: { kind: 'replace', with: 'theirs' }, targets: 'n1' },
    ];
    const parsed = parseChaos({ window: '9s', steps }, { nodes: 3, seed: 1 });
    expect(parsed).toMatchObject({ ok: false, problems: [{ path: ['steps', 1, 'targets'] }] });
  });
});
