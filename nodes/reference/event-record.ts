import type { ProtocolEvent, UpdateId } from '../protocol/types.js';
import type { UnnumberedEvent } from './journal-buffer.js';

export const updateName = ({ origin, incarnation, seq }: UpdateId): string =>
  `${origin}.${incarnation}.${seq}`;

/** A protocol event as the contract's journal has it. */
export function eventRecord(event: ProtocolEvent, tMs: number): UnnumberedEvent {
  switch (event.kind) {
    case 'written': {
      const { key, value, version } = event.update;
      const bytes = Buffer.byteLength(key) + (value?.length ?? 0);
      const { clock } = version;
      const record = { type: 'write', tMs, update: updateName(version), key, bytes, clock } as const;
      return value === undefined ? { ...record, deleted: true } : record;
    }
    case 'applied': {
      const { from, via, update } = event;
      return { type: 'receive', tMs, update: updateName(update.version), from, hops: update.hops, via };
    }
    case 'superseded': {
      const { origin, incarnation, fromSeq, toSeq, from } = event;
      return { type: 'supersede', tMs, origin, incarnation, fromSeq, toSeq, from };
    }
    case 'duplicate':
      return { type: 'duplicate', tMs, update: updateName(event.update), from: event.from };
    case 'member': {
      const { id, incarnation } = event.member;
      return { type: 'member', tMs, member: id, incarnation, change: event.change };
    }
    case 'terminated':
      return { type: 'terminated', tMs, reason: event.reason };
  }
}
