import { describe, expect, it } from 'vitest';
import { findImplementation } from '../../../nodes/implementations/find-implementation.js';
import { resolveParameters } from '../../../nodes/implementations/parameters.js';
import { parseNodeParameter } from './node-parameter.js';

const { manifest } = findImplementation('memberlist');
const present = resolveParameters(manifest, { own: {}, standard: {} }).parameters;
const parsed = (text: string) => parseNodeParameter(text, manifest, present);

describe('a parameter of nodes of others', () => {
  it('is named by its own name, by the standard one, or by its flag', () => {
    expect(parsed('gossipNodes=1..3')).toEqual(parsed('fanout=1..3'));
    expect(parsed('probe-interval=1s,2s').field).toBe('probeInterval');
    expect(parsed('fanout=1..3')).toMatchObject({
      name: 'gossipNodes',
      field: 'gossipNodes',
      isOrdered: true,
    });
  });

  it('has the values that are asked for, and the present one, in order', () => {
    expect(parsed('fanout=5,1').levels).toEqual([
      { written: 1, value: 1 },
      { written: 3, value: 3, isPresentOnly: true },
      { written: 5, value: 5 },
    ]);
    expect(parsed('interval=100ms,400ms').levels.map(({ written, value }) => [written, value])).toEqual([
      ['100ms', 100],
      ['200ms', 200],
      ['400ms', 400],
    ]);
    expect(parsed('enableCompression=true,false')).toMatchObject({
      isOrdered: false,
      levels: [
        { written: 'true', value: true },
        { written: 'false', value: false },
      ],
    });
  });

  it.each([
    ['fanout=0', "--param 'fanout=0': expected at least 1, got 0"],
    ['fanout=1..65', "--param 'fanout=1..65': expected at most 64, got 65"],
    ['interval=soon', 'expected a duration such as 200ms or 2s, got "soon"'],
    ['enableCompression=true..false', 'takes words'],
    ['fanot=1', 'memberlist has no parameter fanot; did you mean fanout?'],
    ['mode=push', 'memberlist has no parameter mode; it has '],
  ])('%s is refused', (text, message) => {
    expect(() => parsed(text)).toThrow(message);
  });
});
