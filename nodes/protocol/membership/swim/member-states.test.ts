import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRng } from '../../rng.js';
import { useSeed } from '../../testing/print-seed.js';
import { statementLength } from '../../wire/element-length.js';
import { Founders, foundersOf } from './founders.js';
import { MemberStates } from './member-states.js';

useSeed('member states', process.env.FAST_CHECK_SEED);

const roster = [0, 1, 2, 3, 4, 5, 6, 7];
const self = 3;
const anyAct = fc.oneof(
  fc.record({
    id: fc.constantFrom(...roster.filter((id) => id !== self)),
    incarnation: fc.integer({ min: 1, max: 2 }),
    status: fc.constantFrom('alive', 'suspect', 'failed', 'left'),
  }),
  fc.constant('forget' as const),
);

const sorted = <T>(list: readonly T[]): T[] => [...list].sort();
const tellOf = (states: MemberStates) => ({
  statements: sorted(states.statements().map((statement) => JSON.stringify(statement))),
  members: sorted(states.members().map((member) => JSON.stringify(member))),
  active: sorted(states.active.filter((id) => id !== self)),
  activeCount: states.activeCount,
  failed: sorted(states.failedIds()),
  each: roster.map((id) => [states.get(id), states.isActive(id)]),
});

test('one of founders keeps what one keeps that was told of each of them', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 40 }), (acts) => {
      const founders = foundersOf(roster);
      const founded = new MemberStates(self, founders);
      const told = new MemberStates(self);
      for (const statement of founders.statements) if (statement.id !== self) told.set(statement, 0);
      expect(tellOf(founded)).toEqual(tellOf(told));
      acts.forEach((act, i) => {
        for (const states of [founded, told]) {
          if (act === 'forget') states.forgetFailed(i - 3);
          else states.set({ ...act, refutations: 0, reporter: act.id }, i);
        }
        expect(tellOf(founded)).toEqual(tellOf(told));
      });
    }),
  );
});

test('a list of the active stays as it was when it was taken', () => {
  const states = new MemberStates(self, foundersOf(roster));
  const before = states.activeNow();
  const statement = { id: 5, incarnation: 1, refutations: 0, status: 'failed', reporter: 1 } as const;
  states.set(statement, 1);
  expect(before).toEqual(roster);
  const after = states.activeNow();
  states.set({ ...statement, status: 'alive', incarnation: 2 }, 2);
  expect(sorted(after)).toEqual(roster.filter((id) => id !== 5));
  expect(foundersOf(roster).ids).toBe(roster);
});

test('what is told of founders has room, is told once, and goes on from where it began', () => {
  const founders = new Founders(Array.from({ length: 300 }, (_, id) => id));
  const whole = founders.statements.reduce((bytes, statement) => bytes + statementLength(statement), 0);
  fc.assert(
    fc.property(fc.nat({ max: 299 }), fc.nat({ max: whole + 50 }), (start, room) => {
      const told = founders.statementsFrom(start, room);
      const ids = told.map(({ id }) => id);
      expect(ids).toEqual(ids.map((_, i) => (start + i) % 300));
      expect(new Set(ids).size).toBe(ids.length);
      const bytes = told.reduce((sum, statement) => sum + statementLength(statement), 0);
      expect(bytes).toBeLessThanOrEqual(room);
      // The next one would not have had room.
      const next = founders.statements[(start + ids.length) % 300]!;
      if (ids.length < 300) expect(bytes + statementLength(next)).toBeGreaterThan(room);
    }),
  );
});

test('a table that does not fit begins anywhere', () => {
  const states = new MemberStates(0, foundersOf(roster));
  const rng = createRng(1);
  const first = new Set<number>();
  for (let i = 0; i < 100; i++) first.add(states.statementsWithin(30, rng)[0]!.id);
  expect(sorted([...first])).toEqual([1, 2, 3, 4, 5, 6, 7]);
});
