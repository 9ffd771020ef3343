import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { specInputSchema } from '../spec-input.js';
import { parseSpecYaml } from './document.js';
import { specField, specFieldNames, specFields, specJsonSchema } from './fields.js';
import { resolveSpec } from './resolve.js';
import { specTemplate } from './template.js';

describe('the commented spec', () => {
  const template = specTemplate('./schema.json');

  it('resolves to the defaults', () => {
    const { seed: _, ...fromTemplate } = resolveSpec(parseSpecYaml(template, 'spec.yaml'));
    const { seed: __, ...defaults } = resolveSpec(undefined);
    expect(fromTemplate).toEqual(defaults);
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
    ['bare numbers', { cluster: { loss: 0.05 }, workload: { rate: 20, payload: 128 } }],
  ])('accepts %s, as the program does', (_, input) => {
    expect(schema.safeParse(input).success).toBe(true);
    expect(specInputSchema.safeParse(input).success).toBe(true);
  });

  it.each([
    ['a typo', { clutser: {} }],
    ['a wrong unit', { cluster: { latency: '20 parsecs' } }],
    ['a wrong word', { protocol: { mode: 'shove' } }],
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
