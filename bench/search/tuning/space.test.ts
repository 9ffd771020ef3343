import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protocolConfigSchema } from '../../../nodes/protocol/node/config.js';
import { createRng } from '../../../nodes/protocol/rng.js';
import { randomSettings } from './random-settings.js';
import {
  keyOf,
  neighboursOf,
  patchOf,
  type Setting,
  settingAt,
  settingOf,
  sizeOf,
  writtenOf,
} from './space.js';
import { spaceOf } from './testing/synthetic.js';

const space = spaceOf('fanout=1..4', 'interval=100ms,200ms,400ms', 'mode=push,pull,push-pull');
const all = Array.from({ length: sizeOf(space) }, (_, position) => settingAt(space, position));
const anySetting = fc.constantFrom(...all);

describe('a space', () => {
  it('has every combination once', () => {
    expect(new Set(all.map(keyOf)).size).toBe(4 * 3 * 3);
  });

  it('says a setting as the program and as a spec have it', () => {
    const setting: Setting = [2, 1, 2];
    expect(patchOf(space, setting)).toEqual({ fanout: 3, intervalMs: 200, mode: 'push-pull' });
    expect(writtenOf(space, setting)).toEqual({ fanout: 3, interval: '200ms', mode: 'push-pull' });
    expect(settingOf(space, protocolConfigSchema.parse(patchOf(space, setting)))).toEqual(setting);
    expect(settingOf(space, protocolConfigSchema.parse({ intervalMs: 300 }))).toBeUndefined();
  });

  it('knows a setting of another space by its values', () => {
    const other = spaceOf('fanout=2,3', 'interval=50ms..200ms', 'mode=push-pull,push');
    expect(settingOf(other, patchOf(space, [2, 1, 2]))).toEqual([
      1,
      other.parameters[1]!.levels.length - 1,
      0,
    ]);
    expect(settingOf(other, patchOf(space, [0, 1, 2]))).toBeUndefined();
  });

  it('has neighbours that differ in one parameter, by one step where it has an order', () => {
    expect(neighboursOf(space, [0, 1, 0]).map(keyOf)).toEqual(['1,1,0', '0,0,0', '0,2,0', '0,1,1', '0,1,2']);
  });

  it('is a neighbour of whom it has for a neighbour', () => {
    fc.assert(
      fc.property(anySetting, (setting) => {
        for (const neighbour of neighboursOf(space, setting)) {
          expect(neighboursOf(space, neighbour).map(keyOf)).toContain(keyOf(setting));
        }
      }),
    );
  });
});

describe('random settings of a space', () => {
  it('are distinct and admitted, and all of a small space if as many are wanted', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 50 }), (seed, count) => {
        const admits = (setting: Setting) => setting[0] !== 3;
        const drawn = randomSettings({ ...space, admits }, count, createRng(seed));
        expect(new Set(drawn.map(keyOf)).size).toBe(Math.min(count, 27));
        expect(drawn.every(admits)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
