import { describe, expect, it } from 'vitest';
import { specFieldNames } from '../../bench/spec/input/fields.js';
import { overridesOf, specFlagDefinitions, specFlags } from './spec-flags.js';

describe('flags that stand for spec fields', () => {
  it('each name a field that exists, once', () => {
    const fields = specFlags.map(({ field }) => field);
    expect(new Set(fields).size).toBe(fields.length);
    for (const field of fields) expect(specFieldNames).toContain(field);
  });

  it('carry the description, the default and the choices of the schema', () => {
    expect(specFlagDefinitions.mode).toMatchObject({
      options: ['push', 'pull', 'push-pull', 'anti-entropy'],
    });
    expect(specFlagDefinitions.nodes?.description).toMatch(/Number of nodes.*Default: 10\./);
  });

  it('reach into the section of a simulation', () => {
    expect(overridesOf({ clock: 'rounds', processing: '0.2ms', duplication: '1%' })).toEqual([
      { path: ['sim', 'clock'], value: 'rounds', label: '--clock' },
      { path: ['sim', 'links', 'duplication'], value: '1%', label: '--duplication' },
      { path: ['sim', 'processing'], value: '0.2ms', label: '--processing' },
    ]);
    expect(specFlagDefinitions.clock).toMatchObject({ options: ['phases', 'rounds'] });
  });

  it('become overrides, numbers as numbers and everything else as text', () => {
    expect(overridesOf({ nodes: '7', loss: '5%', threshold: ['reach>=1'], json: true })).toEqual([
      { path: ['thresholds'], value: ['reach>=1'], label: '--threshold' },
      { path: ['cluster', 'nodes'], value: 7, label: '--nodes' },
      { path: ['cluster', 'loss'], value: '5%', label: '--loss' },
    ]);
  });

  it('set any field by its path, after all others', () => {
    expect(overridesOf({ set: ['protocol.suspicionMultiplier=5', 'a.b=true'], nodes: '7' })).toEqual([
      { path: ['cluster', 'nodes'], value: 7, label: '--nodes' },
      { path: ['protocol', 'suspicionMultiplier'], value: 5, label: '--set protocol.suspicionMultiplier' },
      { path: ['a', 'b'], value: true, label: '--set a.b' },
    ]);
    expect(() => overridesOf({ set: ['protocol.fanout'] })).toThrow('--set: expected path=value');
    expect(() => overridesOf({ set: ['__proto__.x=1'] })).toThrow('--set: expected path=value');
  });

  it('have one value each but in a sweep', () => {
    expect(() => overridesOf({ nodes: '10..50' })).toThrow('--nodes: expected one value, got 10..50');
    expect(() => overridesOf({ node: 'memberlist,serf' })).toThrow('--node: expected one value');
    expect(overridesOf({ node: './my,node' })).toHaveLength(1);
  });
});
