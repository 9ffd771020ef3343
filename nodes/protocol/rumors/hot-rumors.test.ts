import { expect, test } from 'vitest';
import { protocolConfigSchema } from '../node/config.js';
import { createRng } from '../rng.js';
import type { Update } from '../types.js';
import { HotRumors } from './hot-rumors.js';

const config = protocolConfigSchema.parse({ stopRule: 'rounds', stopK: 1000 });
const write = (seq: number, key = `key-${seq}`, bytes = 10): Update => ({
  version: { origin: 0, incarnation: 1, seq, clock: seq },
  key,
  value: new Uint8Array(bytes),
  hops: 0,
});
const keysOf = (rumors: HotRumors, budget: number) => rumors.select(budget).map(({ update }) => update.key);

test('where not all rumors fit, each gets its turn', () => {
  const rumors = new HotRumors();
  const rng = createRng(1);
  for (let seq = 1; seq <= 30; seq++) rumors.add(write(seq));
  const sent = new Map<string, number>();
  for (let message = 0; message < 30; message++) {
    const selected = rumors.select(100);
    expect(selected.reduce((bytes, rumor) => bytes + rumor.bytes, 0)).toBeLessThanOrEqual(100);
    rumors.sent(selected, 'push', config, rng);
    for (const { update } of selected) sent.set(update.key, (sent.get(update.key) ?? 0) + 1);
  }
  expect(sent.size).toBe(30);
  expect(Math.max(...sent.values()) - Math.min(...sent.values())).toBeLessThanOrEqual(1);
});

test('a large rumor is not starved by small ones', () => {
  const rumors = new HotRumors();
  const rng = createRng(1);
  for (let seq = 1; seq <= 20; seq++) rumors.add(write(seq));
  rumors.add(write(99, 'large', 150));
  const seen = new Set<string>();
  for (let message = 0; message < 20; message++) {
    const selected = rumors.select(200);
    for (const { update } of selected) seen.add(update.key);
    rumors.sent(selected, 'push', config, rng);
  }
  expect(seen).toContain('large');
});

test('a newer write to a key takes the older one’s place', () => {
  const rumors = new HotRumors();
  rumors.add(write(1, 'k'));
  const [older] = rumors.select(1_000);
  rumors.add(write(2, 'k'));
  expect(rumors.select(1_000).map(({ update }) => update.version.seq)).toEqual([2]);
  // The old copy's late verdict must not cool the new rumor.
  const once = protocolConfigSchema.parse({ stopRule: 'copies', stopK: 1 });
  rumors.sent([older!], 'push', once, createRng(1));
  expect(rumors.has('k')).toBe(true);
});

test('an answer leaves out what the other end is known to have, and only there', () => {
  const rumors = new HotRumors();
  for (let seq = 1; seq <= 3; seq++) rumors.add(write(seq));
  rumors.of(write(2))!.knownIn = -5;
  expect(rumors.of(write(9, 'key-3'))).toBeUndefined();
  const keysFor = (peer: number, exchange: number): string[] =>
    rumors.select(1_000, 10, { peer, exchange }).map(({ update }) => update.key);
  expect(keysFor(7, -5)).toEqual(['key-1', 'key-3']);
  rumors.of(write(3))!.noteHolder(7);
  expect(keysFor(7, -5)).toEqual(['key-1']);
  expect(keysFor(8, -6)).toEqual(['key-1', 'key-2', 'key-3']);
  expect(keysOf(rumors, 1_000)).toEqual(['key-1', 'key-2', 'key-3']);
});
