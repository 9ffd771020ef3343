import type { NodeId, Update } from '../types.js';
import type { IncarnationSummary } from '../view/incarnation-summary.js';
import { kindCodes, statusCodes } from './format.js';
import type { MemberEntry, MemberStatement, Message, SeqRange } from './messages.js';

/** What the wire knows: msgpack integers, doubles, booleans, nil, strings, byte strings and arrays. */
export type Field = number | boolean | null | string | Uint8Array | readonly Field[];

/** The array that stands for a message on the wire: sender, kind, then the fields of the kind in a fixed order. */
export function toFields(from: NodeId, message: Message): readonly Field[] {
  return [from, kindCodes[message.kind], ...bodyOf(message)];
}

function bodyOf(message: Message): readonly Field[] {
  switch (message.kind) {
    case 'rumors':
    case 'pullReply':
    case 'pushPullRequest':
      return [message.wantFeedback, message.updates.map(updateFields)];
    case 'pullRequest':
      return [];
    case 'pushPullReply':
      return [message.wantFeedback, message.updates.map(updateFields), message.needed];
    case 'feedback':
      return [message.needed];
    case 'digest':
      return [message.complete, message.hot, message.summaries.map(summaryFields)];
    case 'digestReply':
      return [
        message.updates.map(updateFields),
        message.superseded.map(rangeFields),
        message.wants.map(rangeFields),
        message.wantsAll,
      ];
    case 'delta':
      return [message.hot, message.updates.map(updateFields), message.superseded.map(rangeFields)];
    case 'heartbeats':
    case 'heartbeatsReply':
      return [message.members.map(memberFields)];
    case 'join':
    case 'leave':
      return [message.incarnation, message.heartbeat];
    case 'pingRequest':
      return [message.target, message.statements.map(statementFields)];
    case 'ping':
    case 'ack':
    case 'nack':
    case 'memberNews':
    case 'memberSync':
    case 'memberSyncReply':
      return [message.statements.map(statementFields)];
    case 'probe':
      return [message.nonce, message.sentMs];
    case 'probeAck':
      return [message.nonce, message.sentMs, message.receivedMs];
  }
}

function updateFields({ version, key, value, hops, signature }: Update): Field {
  const { origin, incarnation, seq, clock } = version;
  const fields = [origin, incarnation, seq, clock, key, value ?? null, hops];
  return signature ? [...fields, signature] : fields;
}

function summaryFields({ origin, incarnation, prefix, ranges }: IncarnationSummary): Field {
  return [origin, incarnation, prefix, ...ranges];
}

function rangeFields(range: SeqRange): Field {
  return [range.origin, range.incarnation, range.fromSeq, range.toSeq];
}

function memberFields(member: MemberEntry): Field {
  return [member.id, member.incarnation, member.heartbeat, member.left];
}

function statementFields({ id, incarnation, refutations, status, reporter }: MemberStatement): Field {
  return [id, incarnation, refutations, statusCodes[status], reporter];
}
