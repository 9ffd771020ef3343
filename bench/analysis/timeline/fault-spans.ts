import { LinkSet } from '../../../chaos/links/link-set.js';
import type { RunEventOf } from '../../journal/journal-event.js';
import type { PhaseSpan } from './phases.js';

export type FaultEvent = RunEventOf<'fault'>;

/** One time that a fault was on. */
export interface FaultSpan {
  readonly name: string;
  readonly kind: string;
  readonly applied: FaultEvent;
  /** Undefined where the run did not see its end. */
  readonly healed: FaultEvent | undefined;
  readonly nodes: readonly number[];
  readonly links: LinkSet;
  readonly sides: readonly (readonly number[])[];
}

/** Every fault with its heal, in order of application. */
export function faultSpans(faults: readonly FaultEvent[]): FaultSpan[] {
  const heals = faults.filter(({ stage }) => stage === 'healed');
  return faults
    .filter(({ stage }) => stage === 'applied')
    .map((applied) => ({
      name: applied.name,
      kind: faultKind(applied),
      applied,
      healed: takeHeal(applied, heals),
      nodes: applied.nodes ?? [],
      links: linksOf(applied),
      sides: applied.sides ?? [],
    }));
}

/** The faults of the chaos window: the quality that links had from the start is none of them. */
export function chaosSpans(faults: readonly FaultEvent[], spans: readonly PhaseSpan[]): FaultSpan[] {
  const fromMs = spans.find(({ phase }) => phase === 'fault')?.startMs;
  return fromMs === undefined ? [] : faultSpans(faults).filter(({ applied }) => applied.tMs >= fromMs);
}

/** As the scenario calls it; of a journal that does not say, what it acts on tells. */
export function faultKind(fault: FaultEvent): string {
  const { asked, sides, nodes } = fault;
  if (typeof asked.kind === 'string') return asked.kind;
  if (sides && sides.length > 0) return 'partition';
  return nodes && nodes.length > 0 && linksOf(fault).length === 0 ? 'node' : 'linkQuality';
}

/** Whether the fault acts on nodes, not on links. */
export const actsOnNodes = ({ links, nodes }: FaultSpan): boolean => links.length === 0 && nodes.length > 0;

const linksOf = ({ linkBlocks, linkPairs = [] }: FaultEvent): LinkSet =>
  LinkSet.of(linkBlocks ?? linkPairs.map(([from, to]) => ({ from: [from], to: [to] })));

/** The heal of the same occurrence; where none is numbered, the first of that name which no earlier fault took. */
function takeHeal({ name, tMs, occurrence }: FaultEvent, heals: FaultEvent[]): FaultEvent | undefined {
  const at = heals.findIndex(
    (heal) => heal.name === name && heal.occurrence === occurrence && heal.tMs >= tMs,
  );
  return at < 0 ? undefined : heals.splice(at, 1)[0];
}
