import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protocolConfigSchema } from '../../../nodes/protocol/node/config.js';
import { spacedBetween } from './level-spacing.js';
import { parseParameter } from './parameter.js';

const present = protocolConfigSchema.parse({});
const asked = (text: string) => parseParameter(text, present).levels.filter((level) => !level.isPresentOnly);
const written = (text: string) => asked(text).map((level) => level.written);
const values = (text: string) => asked(text).map(({ value }) => value);

describe('a parameter', () => {
  it.each<[string, (string | number)[]]>([
    ['fanout=1..4', [1, 2, 3, 4]],
    ['fanout=2, 1,2', [1, 2]],
    ['stop-k=2..40', [2, 3, 4, 5, 6, 7, 9, 11, 14, 17, 21, 26, 32, 40]],
    ['mode=push,push-pull', ['push', 'push-pull']],
    ['stop-rule=blind-coin', ['blind-coin']],
    ['repair=0,1s..2s', [1_000, 1_200, 1_400, 1_700, 2_000, 0]],
    ['batch=1,8,0', [1, 8, 0]],
    ['batch=1..30', [1, 2, 3, 4, 6, 7, 8, 10, 13, 16, 20, 24, 30]],
    ['indirect-probes=0,3', [0, 3]],
    ['interval=100ms,1s', [100, 1_000]],
  ])('%j', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it('has what the spec has now, where its range encloses that', () => {
    expect(written('interval=50ms..2s')).toContain('500ms');
    expect(written('interval=50ms..200ms')).not.toContain('500ms');
    expect(written('interval=100ms,1s')).not.toContain('500ms');
  });

  it('has the present value where nobody asks for it, marked, in its place', () => {
    expect(parseParameter('interval=100ms,1s', present).levels.map(({ value }) => value)).toEqual([
      100, 500, 1_000,
    ]);
    expect(parseParameter('mode=push', present).levels).toContainEqual({
      written: 'push-pull',
      value: 'push-pull',
      isPresentOnly: true,
    });
  });

  it('is any number or word of the protocol, by its name in a spec, with dashes, or by its flag', () => {
    const nameOf = (name: string, value: string) => parseParameter(`${name}=${value}`, present).name;
    for (const [name, value, field] of [
      ['mode', 'push', 'mode'],
      ['fanout', '2', 'fanout'],
      ['interval', '1s', 'interval'],
      ['stop-rule', 'rounds', 'stopRule'],
      ['stop-k', '2', 'stopK'],
      ['repair', '1s', 'repairInterval'],
      ['repair-interval', '1s', 'repairInterval'],
      ['batch', '2', 'maxBatch'],
      ['max-batch', '2', 'maxBatch'],
      ['maxBatch', '2', 'maxBatch'],
      ['probe-interval', '2s', 'probeInterval'],
      ['probeTimeout', '200ms', 'probeTimeout'],
      ['suspicion-multiplier', '3', 'suspicionMultiplier'],
      ['max-suspicion-multiplier', '3', 'maxSuspicionMultiplier'],
    ] as const)
      expect(nameOf(name, value)).toBe(field);
  });

  it('whose 0 means no bound has it beyond the highest, beside what is nearest to it', () => {
    const { levels } = parseParameter('batch=1,8', present);
    expect(levels).toEqual([
      { written: 1, value: 1 },
      { written: 8, value: 8 },
      { written: 0, value: 0, isPresentOnly: true },
    ]);
  });

  it.each([
    ['batch=0..8', /a range begins above 0; list it, as in maxBatch=0,8/],
    ['batch=-1', /expected at least 0, got -1/],
    ['batch=1.5', /expected/],
    ['interval=2s..50ms', /the range 2s\.\.50ms is empty/],
    ['repair=0..1s', /a range begins above 0; list it, as in repairInterval=0,1s/],
    ['interval=', /expected name=value,value or name=lowest\.\.highest/],
    ['interval=100', /expected a duration such as 200ms or 2s/],
    ['fanout=0..3', /expected at least 1, got 0/],
    ['mode=push..pull', /takes words, of which there are no ranges/],
    ['mode=shout', /expected one of push/],
    ['intervl=1s', /no parameter intervl that can be tuned; did you mean interval\?/],
  ])('%j is refused', (text, reason) => {
    expect(() => parseParameter(text, present)).toThrow(reason);
  });
});

it('levels of a range rise from its lowest to its highest, by about a quarter at a time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 5_000 }),
      fc.double({ min: 1, max: 50, noNaN: true }),
      (low, times) => {
        const high = Math.ceil(low * times);
        const levels = spacedBetween(low, high);
        expect([levels[0], levels.at(-1)]).toEqual([low, high]);
        for (const [i, level] of levels.entries()) {
          if (i > 0) expect(level).toBeGreaterThan(levels[i - 1]!);
          // Two digits round by 5 % at the most, on either side.
          if (i > 0) expect(level / levels[i - 1]!).toBeLessThan(1.25 * 1.11);
        }
      },
    ),
  );
});
