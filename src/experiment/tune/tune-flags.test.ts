import { describe, expect, it } from 'vitest';
import { parseParameter } from '../../../bench/search/tuning/parameter.js';
import { parseSpecYaml } from '../../../bench/spec/input/document.js';
import { specField } from '../../../bench/spec/input/fields.js';
import { protocolConfigSchema } from '../../../nodes/protocol/node/config.js';
import { specFlags } from '../../command-line/spec-flags.js';
import { tuneProof } from './tune-flags.js';

const present = protocolConfigSchema.parse({});

it.each(specFlags.filter(({ group }) => group === 'PROTOCOL'))(
  '--param knows $field as --$flag',
  ({ flag, field }) => {
    const { name } = parseParameter(`${flag}=${String(specField(field).defaultValue)}`, present);
    expect(`protocol.${name}`).toBe(field);
  },
);

describe('a proof', () => {
  const given = { proof: true, repeat: 3, candidates: 2 };
  const spec = (runtime: string) => parseSpecYaml(`runtime: ${runtime}`, 'mine.yaml');

  it('is made on the runtime of the flag, else of the spec, else on any', () => {
    expect(tuneProof(spec('docker'), { ...given, runtime: 'process' }, false)?.runtime).toBe('process');
    expect(tuneProof(spec('docker'), given, false)?.runtime).toBe('docker');
    expect(tuneProof(undefined, given, false)?.runtime).toBe('auto');
  });

  it('is refused in a simulation, unless none is asked for', () => {
    expect(() => tuneProof(spec('sim'), given, false)).toThrow('runtime sim: a proof needs real nodes');
    expect(() => tuneProof(undefined, { ...given, runtime: 'sim' }, false)).toThrow(
      'a proof needs real nodes',
    );
    expect(tuneProof(spec('sim'), { ...given, proof: false }, false)).toBeUndefined();
  });
});
