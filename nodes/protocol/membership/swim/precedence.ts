import type { MemberStatus, MemberVersion, ProtocolEvent } from '../../types.js';
import type { MemberStatement } from '../../wire/messages.js';

export type MemberChange = Extract<ProtocolEvent, { kind: 'member' }>['change'];
type Belief = MemberVersion & { readonly status: MemberStatus };

const severity: Record<MemberStatus, number> = { alive: 0, suspect: 1, failed: 2, left: 3 };

/**
 * Whether a statement overrides what is believed (Das 2002, section 4.2): a later incarnation overrides everything, a goodbye is
 * final for its incarnation, a later refutation beats an earlier one, and at the same one the worse status wins. Of somebody unknown
 * it is no news that it failed.
 */
export function overrides(statement: Belief, held: Belief | undefined): boolean {
  if (held === undefined) return statement.status !== 'failed';
  if (statement.incarnation !== held.incarnation) return statement.incarnation > held.incarnation;
  if (held.status === 'left' || statement.status === 'left') return held.status !== 'left';
  if (statement.refutations !== held.refutations) return statement.refutations > held.refutations;
  return severity[statement.status] > severity[held.status];
}

/** Whether a statement is one more voice for a suspicion that is held. */
export function confirms(statement: MemberStatement, held: Belief | undefined): boolean {
  return (
    statement.status === 'suspect' &&
    held?.status === 'suspect' &&
    statement.incarnation === held.incarnation &&
    statement.refutations === held.refutations
  );
}

/** The changes to report where a statement overrides a belief, in order. */
export function changesOf(statement: Belief, held: Belief | undefined): readonly MemberChange[] {
  switch (statement.status) {
    case 'alive':
      return arrivalOf(statement, held);
    case 'suspect':
      // A suspicion of a later version says that the member was alive in it.
      return held?.status === 'suspect' ? [] : [...arrivalOf(statement, held), 'suspected'];
    case 'failed':
      return held?.status === 'failed' ? [] : ['failed'];
    case 'left':
      // Whoever was gone before it was known is no change.
      return held === undefined || held.status === 'left' ? [] : ['left'];
  }
}

function arrivalOf(statement: Belief, held: Belief | undefined): readonly MemberChange[] {
  if (held === undefined || held.status === 'left') return ['joined'];
  if (held.status !== 'alive') return ['recovered'];
  return statement.incarnation > held.incarnation ? ['joined'] : [];
}
