import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseSpecYaml } from './document.js';
import { specField, specFieldNames, specFields, specJsonSchema } from './fields.js';
import { resolveSpec } from './resolve.js';
import { specInputSchema } from './spec-input.js';
import { specTemplate } from './template.js';

describe('the commented spec', () => {
  const template = specTemplate('./schema.json');

  it('resolves to the defaults', () => {
    const { seed: _, ...fromTemplate } = resolveSpec(parseSpecYaml(template, 'spec.yaml'));
    const { seed: __, ...defaults } = resolveSpec(undefined);
    expect(fromTemplate).toEqual(defaults);
  });

  it('has sections that are left out as comments, which can be taken in as they stand', () => {
    const lines = template.split('\n');
    const section = lines.slice(lines.indexOf('# sim:'));
    const names = specFieldNames
      .filter((name) => name.startsWith('sim'))
      .map((name) => name.split('.').at(-1));
    const code = new RegExp(`^( *)# (?=(${names.join('|')}):|- |  )`);
    const taken = section.map((line) => line.replace(code, '$1')).join('\n');
    const { sim } = resolveSpec(parseSpecYaml(`runtime: sim\n${taken}`, 'spec.yaml'));
    expect(sim).toMatchObject({ clock: 'phases', regions: { names: ['eu', 'us', 'ap'] } });
  });

  it('tells editors its schema, and holds every field with its description', () => {
    expect(template.split('\n')[0]).toBe('# yaml-language-server: $schema=./schema.json');
    for (const name of specFieldNames)
      expect(template).toMatch(new RegExp(`^ *(# )?${name.split('.').at(-1)}:`, 'm'));
    expect(specFields.every(({ description }) => description.length > 0)).toBe(true);
  });
});

describe('the JSON Schema', () => {
  const schema = z.fromJSONSchema(specJsonSchema());

  it.each([
    ['nothing', {}],
    ['units', { cluster: { latency: '20ms', loss: '5%' }, workload: { rate: '20/s', payload: '1KiB' } }],
    [
      'the models of a simulation',
      {
        runtime: 'sim',
        sim: {
          clock: 'rounds',
          links: {
            latency: { distribution: 'lognormal', median: '20ms', sigma: 0.5 },
            loss: { model: 'gilbert-elliott', goodToBad: '1%', badToGood: '20%' },
            reordering: { share: '5%', delay: '10ms' },
          },
          regions: { names: ['eu', 'us'], latency: { eu: { us: '40ms' } } },
          processing: '0.2ms',
        },
      },
    ],
    ['bare numbers', { cluster: { loss: 0.05 }, workload: { rate: 20, payload: 128 } }],
  ])('accepts %s, as the program does', (_, input) => {
    expect(schema.safeParse(input).success).toBe(true);
    expect(specInputSchema.safeParse(input).success).toBe(true);
  });

  it.each([
    ['a typo', { clutser: {} }],
    ['a wrong unit', { cluster: { latency: '20 parsecs' } }],
    ['a wrong word', { protocol: { mode: 'shove' } }],
    ['an unknown distribution', { sim: { links: { latency: { distribution: 'gauss', mean: '1ms' } } } }],
    ['too few nodes', { cluster: { nodes: 0 } }],
  ])('refuses %s, as the program does', (_, input) => {
    expect(schema.safeParse(input).success).toBe(false);
    expect(specInputSchema.safeParse(input).success).toBe(false);
  });

  it('describes every field and section', () => {
    const undescribed = specFieldNames.filter((name) => specField(name).description === '');
    expect(undescribed).toEqual([]);
  });
});
