import type { Command } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import { shortHelp } from './short-help.js';

const flag = (name: string, more: object = {}) => ({
  type: 'option',
  name,
  description: `About ${name}. More.`,
  ...more,
});
const command = (flags: readonly object[]) =>
  ({
    id: 'chaos:run',
    summary: 'Does things.',
    args: { spec: { name: 'spec', description: 'A spec. Another sentence.' } },
    flags: Object.fromEntries(flags.map((one) => [(one as { name: string }).name, one])),
    examples: ['<%= config.bin %> <%= command.id %> one'],
  }) as unknown as Command.Loadable;

const help = (flags: readonly object[], columns = 80): string =>
  shortHelp(command(flags), { bin: 'tool', columns, render: (text) => text });

describe('help on one screen', () => {
  const many = Array.from({ length: 60 }, (_, i) => flag(`flag-${i}`, { helpGroup: 'WORKLOAD' }));
  const usual = [
    'nodes',
    'runtime',
    'mode',
    'quiet',
    'out',
    'json',
    'loss',
    'rate',
    'fanout',
    'latency',
    'interval',
    'set',
  ];

  it('fits 24 lines of 80 columns, whatever the command has', () => {
    const text = help([
      ...many,
      ...usual.map((name) => flag(name, { description: 'word '.repeat(60) })),
      ...Array.from({ length: 20 }, (_, i) => flag(`own-${i}`)),
    ]);
    expect(text.split('\n').length).toBeLessThanOrEqual(23);
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it('names the command’s own flags first, then the most used, and where the others are', () => {
    const text = help([
      ...many,
      flag('nodes', { helpGroup: 'CLUSTER' }),
      flag('slo', { helpGroup: 'SLO' }),
      flag('quiet'),
    ]);
    const shown = [...text.matchAll(/--([a-z-]+)=/g)].map(([, name]) => name);
    expect(shown).toEqual(['slo', 'nodes', 'quiet']);
    expect(text).toContain('All flags: tool chaos run --help-all');
  });

  it('says one sentence of each, and a choice where it is short', () => {
    const text = help([
      flag('mode', { options: ['push', 'pull'] }),
      flag('runtime', { options: ['a-long-choice', 'another-long-choice'] }),
      flag('out', { char: 'o', helpValue: '<folder>' }),
      { ...flag('json'), type: 'boolean' },
    ]);
    expect(text).toContain('--mode=push|pull');
    expect(text).toContain('--runtime=<option>');
    expect(text).toContain('-o, --out=<folder>');
    expect(text).toMatch(/--json +About json\.$/m);
    expect(text).toContain('[SPEC]  A spec.');
    expect(text).not.toContain('Another sentence');
  });

  it('leaves hidden flags out', () => {
    expect(help([flag('secret', { hidden: true })])).not.toContain('secret');
  });
});
