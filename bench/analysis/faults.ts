import type { RunEventOf } from '../journal-event.js';
import type { FaultRecord } from '../result.js';
import type { JournalIndex } from './journal-index.js';

type FaultEvent = RunEventOf<'fault'>;

/**
 * Every fault, asked beside measured, in order of its application. Its window is bounded by the moments at which the
 * change was seen on the last link it touches; times are ms from the journal's first event.
 */
export function faultRecords({ faults, firstMs }: JournalIndex): FaultRecord[] {
  const healed = faults.filter(({ stage }) => stage === 'healed');
  const applied = faults.filter(({ stage }) => stage === 'applied');
  return applied.map((fault) => {
    const heal = takeHeal(fault, healed);
    const { name, asked, links } = fault;
    return {
      name,
      asked,
      measured: fault.measured,
      links,
      confirmed: fault.confirmed && (heal?.confirmed ?? true),
      reasons: [...fault.reasons, ...(heal?.reasons ?? [])],
      window: { startMs: fault.lastMs - firstMs, ...(heal && { endMs: heal.lastMs - firstMs }) },
      skewMs: Math.max(skewMs(fault), heal ? skewMs(heal) : 0),
    };
  });
}

const skewMs = ({ firstMs, lastMs }: FaultEvent): number => lastMs - firstMs;

/** The first healing of that name which no earlier application has taken. */
function takeHeal({ name, tMs }: FaultEvent, healed: FaultEvent[]): FaultEvent | undefined {
  const at = healed.findIndex((heal) => heal.name === name && heal.tMs >= tMs);
  return at < 0 ? undefined : healed.splice(at, 1)[0];
}
