import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useSeed } from '../../testing/print-seed.js';
import type { MemberStatus } from '../../types.js';
import type { MemberStatement } from '../../wire/messages.js';
import { changesOf, confirms, overrides } from './precedence.js';

useSeed('precedence', process.env.FAST_CHECK_SEED);

const said = (status: MemberStatus, incarnation = 1, refutations = 0, reporter = 9): MemberStatement => ({
  id: 1,
  incarnation,
  refutations,
  status,
  reporter,
});

test.each([
  ['that a stranger is alive', said('alive'), undefined, ['joined']],
  ['that a stranger is suspect', said('suspect'), undefined, ['joined', 'suspected']],
  ['that a stranger has left', said('left'), undefined, []],
  ['a suspicion of the living', said('suspect'), said('alive'), ['suspected']],
  ['a failure of the living', said('failed'), said('alive'), ['failed']],
  ['a failure of the suspect', said('failed'), said('suspect'), ['failed']],
  ['a refutation', said('alive', 1, 1), said('suspect'), ['recovered']],
  ['a refutation of a failure', said('alive', 1, 1), said('failed'), ['recovered']],
  ['a refutation of what was not heard', said('alive', 1, 1), said('alive'), []],
  ['a suspicion after a refutation', said('suspect', 1, 1), said('suspect'), []],
  [
    'a suspicion of whoever came back unheard',
    said('suspect', 1, 1),
    said('failed'),
    ['recovered', 'suspected'],
  ],
  ['a failure after a refutation', said('failed', 1, 1), said('failed'), []],
  ['a goodbye', said('left'), said('alive', 1, 7), ['left']],
  ['a goodbye of the failed', said('left'), said('failed'), ['left']],
  ['a new life of the living', said('alive', 2), said('alive', 1, 7), ['joined']],
  ['a new life of the failed', said('alive', 2), said('failed', 1, 7), ['recovered']],
  ['a new life of whoever left', said('alive', 2), said('left'), ['joined']],
])('%s overrides', (_, statement, held, changes) => {
  expect(overrides(statement, held)).toBe(true);
  expect(changesOf(statement, held)).toEqual(changes);
});

test.each([
  ['that a stranger failed', said('failed'), undefined],
  ['what is known', said('alive'), said('alive')],
  ['that the suspect is alive, without a refutation', said('alive'), said('suspect')],
  ['that the failed are suspect', said('suspect'), said('failed')],
  ['a suspicion that was refuted', said('suspect'), said('alive', 1, 1)],
  ['a failure that was refuted', said('failed'), said('alive', 1, 1)],
  ['a refutation after the goodbye', said('alive', 1, 8), said('left')],
  ['whatever is said of an earlier life', said('left', 1, 99), said('alive', 2)],
])('%s changes nothing', (_, statement, held) => {
  expect(overrides(statement, held)).toBe(false);
});

test('a further accuser of the same version confirms, and nothing else does', () => {
  expect(confirms(said('suspect', 1, 2), said('suspect', 1, 2))).toBe(true);
  expect(confirms(said('suspect', 1, 1), said('suspect', 1, 2))).toBe(false);
  expect(confirms(said('failed', 1, 2), said('suspect', 1, 2))).toBe(false);
  expect(confirms(said('suspect', 1, 2), said('alive', 1, 2))).toBe(false);
  expect(confirms(said('suspect'), undefined)).toBe(false);
});

test('whoever heard the same statements believes the same, in whatever order they came', () => {
  const anyStatement = fc
    .tuple(
      fc.constantFrom<MemberStatus>('alive', 'suspect', 'failed', 'left'),
      fc.integer({ min: 1, max: 2 }),
      fc.nat({ max: 2 }),
    )
    .map(([status, incarnation, refutations]) => said(status, incarnation, refutations));
  const believed = (statements: readonly MemberStatement[]): string => {
    const { status, incarnation, refutations } = statements.reduce(
      (held, statement) => (overrides(statement, held) ? statement : held),
      said('alive'),
    );
    // Two goodbyes of one life may differ in a count that no longer matters.
    return status === 'left' ? `left ${incarnation}` : `${status} ${incarnation}.${refutations}`;
  };
  fc.assert(
    fc.property(
      fc.array(anyStatement, { maxLength: 6 }),
      fc.infiniteStream(fc.nat()),
      (statements, draws) => {
        const shuffled = statements
          .map((statement) => ({ statement, key: draws.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ statement }) => statement);
        expect(believed(shuffled)).toBe(believed(statements));
      },
    ),
  );
});
