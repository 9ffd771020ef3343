import { expect, test } from 'vitest';
import { createRng } from '../../rng.js';
import { ProbeOrder } from './probe-order.js';

const everyone = Array.from({ length: 12 }, (_, id) => id);
const all = (): boolean => true;

test('everybody comes once each time through, in another order each time', () => {
  const order = new ProbeOrder();
  const rng = createRng(3);
  const rounds = Array.from({ length: 20 }, () => everyone.map(() => order.next(all, () => everyone, rng)));
  for (const round of rounds) expect([...round].sort((a, b) => a! - b!)).toEqual(everyone);
  expect(new Set(rounds.map(String)).size).toBe(20);
});

test('between two probes of one member there are at most 2n − 2 others', () => {
  const order = new ProbeOrder();
  const rng = createRng(4);
  const last = new Map<number, number>();
  let longest = 0;
  for (let i = 0; i < 5_000; i++) {
    const id = order.next(all, () => everyone, rng)!;
    longest = Math.max(longest, i - (last.get(id) ?? i));
    last.set(id, i);
  }
  expect(longest).toBeLessThanOrEqual(2 * everyone.length - 1);
  expect(longest).toBeGreaterThan(everyone.length);
});

test('whoever is no longer probed is passed over; a newcomer comes within the round, once, anywhere in it', () => {
  const rng = createRng(5);
  const places = new Set<number>();
  for (let i = 0; i < 100; i++) {
    const order = new ProbeOrder();
    order.next(all, () => everyone, rng);
    order.insert(99);
    order.insert(99);
    const rest = Array.from({ length: 11 }, () =>
      order.next(
        (id) => id !== 4,
        () => [...everyone, 99],
        rng,
      ),
    );
    expect(rest).not.toContain(4);
    expect(rest.filter((id) => id === 99).length).toBeLessThanOrEqual(2);
    places.add(rest.indexOf(99));
  }
  expect(places.size).toBeGreaterThan(8);
});

test('with nobody to probe there is nobody next', () => {
  expect(new ProbeOrder().next(all, () => [], createRng(1))).toBeUndefined();
});
