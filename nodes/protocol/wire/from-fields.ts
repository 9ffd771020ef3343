import { signatureBytes } from '../auth/signer.js';
import type { MemberStatus, Update } from '../types.js';
import type { IncarnationSummary } from '../view/incarnation-summary.js';
import { isWellFormed, kindCodes, limits, statusCodes, utf8Length } from './format.js';
import { keptCopy } from './kept-copy.js';
import type { MemberEntry, MemberStatement, Message, MessageOf, SeqRange } from './messages.js';

const isIntegerIn = (field: unknown, min: number, max: number): field is number =>
  Number.isInteger(field) && (field as number) >= min && (field as number) <= max;
export const isNodeId = (field: unknown): field is number => isIntegerIn(field, 0, limits.nodeId);
const isCount = (field: unknown): field is number => isIntegerIn(field, 1, limits.count);
const isFlag = (field: unknown): field is boolean => typeof field === 'boolean';
const isBytes = (field: unknown): field is Uint8Array => field instanceof Uint8Array;
const isNonce = (field: unknown): field is number => isIntegerIn(field, 0, limits.nonce);
const isTime = (field: unknown): field is number => Number.isFinite(field) && (field as number) >= 0;
const isKey = (field: unknown): field is string =>
  typeof field === 'string' &&
  field.length > 0 &&
  field.length <= limits.keyBytes &&
  utf8Length(field) <= limits.keyBytes &&
  isWellFormed(field);

/** Reads one kind's fields (after sender and kind); undefined where a field has a wrong shape or range. */
type BodyReader = (body: readonly unknown[]) => Message | undefined;

const bodyReaders: Record<Message['kind'], BodyReader> = {
  rumors: (body) => withUpdates(body, (updates, wantFeedback) => ({ kind: 'rumors', updates, wantFeedback })),
  pullRequest: (body) => (body.length === 0 ? { kind: 'pullRequest' } : undefined),
  pullReply: (body) =>
    withUpdates(body, (updates, wantFeedback) => ({ kind: 'pullReply', updates, wantFeedback })),
  pushPullRequest: (body) =>
    withUpdates(body, (updates, wantFeedback) => ({ kind: 'pushPullRequest', updates, wantFeedback })),
  pushPullReply: readPushPullReply,
  feedback: ([needed, ...rest]) =>
    isBytes(needed) && rest.length === 0 ? { kind: 'feedback', needed: keptCopy(needed) } : undefined,
  digest: readDigest,
  digestReply: readDigestReply,
  delta: readDelta,
  heartbeats: (body) => withMembers(body, (members) => ({ kind: 'heartbeats', members })),
  heartbeatsReply: (body) => withMembers(body, (members) => ({ kind: 'heartbeatsReply', members })),
  join: (body) =>
    withIncarnation(body, (incarnation, heartbeat) => ({ kind: 'join', incarnation, heartbeat })),
  leave: (body) =>
    withIncarnation(body, (incarnation, heartbeat) => ({ kind: 'leave', incarnation, heartbeat })),
  probe: ([nonce, sentMs, ...rest]) =>
    isNonce(nonce) && isTime(sentMs) && rest.length === 0 ? { kind: 'probe', nonce, sentMs } : undefined,
  probeAck: ([nonce, sentMs, receivedMs, ...rest]) =>
    isNonce(nonce) && isTime(sentMs) && isTime(receivedMs) && rest.length === 0
      ? { kind: 'probeAck', nonce, sentMs, receivedMs }
      : undefined,
  ping: (body) => withStatements(body, 'ping'),
  ack: (body) => withStatements(body, 'ack'),
  nack: (body) => withStatements(body, 'nack'),
  pingRequest: readPingRequest,
  memberNews: (body) => withStatements(body, 'memberNews'),
  memberSync: (body) => withStatements(body, 'memberSync'),
  memberSyncReply: (body) => withStatements(body, 'memberSyncReply'),
};

const statuses = Object.keys(statusCodes) as MemberStatus[];
const readersByCode: readonly BodyReader[] = Object.entries(kindCodes)
  .sort(([, a], [, b]) => a - b)
  .map(([kind]) => bodyReaders[kind as Message['kind']]);

/** The reader of a kind by its number on the wire, if there is such a kind. */
export function bodyReaderOf(code: unknown): BodyReader | undefined {
  return isIntegerIn(code, 0, readersByCode.length - 1) ? readersByCode[code] : undefined;
}

function withUpdates(
  [wantFeedback, list, ...rest]: readonly unknown[],
  build: (updates: readonly Update[], wantFeedback: boolean) => Message,
): Message | undefined {
  const updates = readList(list, readUpdate);
  return isFlag(wantFeedback) && updates && rest.length === 0 ? build(updates, wantFeedback) : undefined;
}

function withMembers(
  [list, ...rest]: readonly unknown[],
  build: (members: readonly MemberEntry[]) => Message,
): Message | undefined {
  const members = readList(list, readMember);
  return members && rest.length === 0 ? build(members) : undefined;
}

type StatementsKind = 'ping' | 'ack' | 'nack' | 'memberNews' | 'memberSync' | 'memberSyncReply';

function withStatements(
  [list, ...rest]: readonly unknown[],
  kind: StatementsKind,
): MessageOf<StatementsKind> | undefined {
  const statements = readList(list, readStatement);
  return statements && rest.length === 0 ? { kind, statements } : undefined;
}

function readPingRequest([target, list, ...rest]: readonly unknown[]): Message | undefined {
  const statements = readList(list, readStatement);
  return isNodeId(target) && statements && rest.length === 0
    ? { kind: 'pingRequest', target, statements }
    : undefined;
}

function withIncarnation(
  [incarnation, heartbeat, ...rest]: readonly unknown[],
  build: (incarnation: number, heartbeat: number) => Message,
): Message | undefined {
  return isCount(incarnation) && isCount(heartbeat) && rest.length === 0
    ? build(incarnation, heartbeat)
    : undefined;
}

function readPushPullReply([wantFeedback, list, needed, ...rest]: readonly unknown[]): Message | undefined {
  const updates = readList(list, readUpdate);
  if (!isFlag(wantFeedback) || !updates || !isBytes(needed) || rest.length > 0) return undefined;
  return { kind: 'pushPullReply', updates, wantFeedback, needed: keptCopy(needed) };
}

function readDigest([complete, hot, list, ...rest]: readonly unknown[]): Message | undefined {
  const summaries = readList(list, readSummary);
  if (!isFlag(complete) || !isFlag(hot) || !summaries || rest.length > 0) return undefined;
  return { kind: 'digest', complete, hot, summaries };
}

function readDigestReply([list, dropped, wanted, wantsAll, ...rest]: readonly unknown[]):
  | Message
  | undefined {
  const updates = readList(list, readUpdate);
  const superseded = readList(dropped, readRange);
  const wants = readList(wanted, readRange);
  if (!updates || !superseded || !wants || !isFlag(wantsAll) || rest.length > 0) return undefined;
  return { kind: 'digestReply', updates, superseded, wants, wantsAll };
}

function readDelta([hot, list, dropped, ...rest]: readonly unknown[]): Message | undefined {
  const updates = readList(list, readUpdate);
  const superseded = readList(dropped, readRange);
  if (!isFlag(hot) || !updates || !superseded || rest.length > 0) return undefined;
  return { kind: 'delta', hot, updates, superseded };
}

function readList<T>(list: unknown, read: (element: readonly unknown[]) => T | undefined): T[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const elements: T[] = [];
  for (const item of list) {
    const element = Array.isArray(item) ? read(item) : undefined;
    if (element === undefined) return undefined;
    elements.push(element);
  }
  return elements;
}

function readUpdate(fields: readonly unknown[]): Update | undefined {
  const [origin, incarnation, seq, clock, key, value, hops, signature] = fields;
  if (fields.length < 7 || fields.length > 8 || !isNodeId(origin) || !isCount(incarnation) || !isCount(seq))
    return undefined;
  if (!isCount(clock) || !isKey(key) || !isIntegerIn(hops, 0, limits.hops)) return undefined;
  if (value !== null && !isBytes(value)) return undefined;
  const kept = value === null ? undefined : keptCopy(value);
  const update = { version: { origin, incarnation, seq, clock }, key, value: kept, hops };
  if (fields.length === 7) return update;
  if (!isBytes(signature) || signature.length !== signatureBytes) return undefined;
  return { ...update, signature: keptCopy(signature) };
}

function readSummary([origin, incarnation, prefix, ...ranges]: readonly unknown[]):
  | IncarnationSummary
  | undefined {
  if (!isNodeId(origin) || !isCount(incarnation) || !isIntegerIn(prefix, 0, limits.count)) return undefined;
  return areRanges(ranges, prefix) ? { origin, incarnation, prefix, ranges } : undefined;
}

/** Pairs lo ≤ hi, ascending, with a gap before each; a run that starts at 1 would be the prefix. */
function areRanges(fields: readonly unknown[], prefix: number): fields is readonly number[] {
  if (fields.length % 2 !== 0) return false;
  let held = prefix;
  for (let i = 0; i < fields.length; i += 2) {
    const lo = fields[i];
    const hi = fields[i + 1];
    if (!isIntegerIn(lo, held + 2, limits.count) || !isIntegerIn(hi, lo, limits.count)) return false;
    held = hi;
  }
  return true;
}

function readRange(fields: readonly unknown[]): SeqRange | undefined {
  const [origin, incarnation, fromSeq, toSeq] = fields;
  if (fields.length !== 4 || !isNodeId(origin) || !isCount(incarnation)) return undefined;
  if (!isCount(fromSeq) || !isIntegerIn(toSeq, fromSeq, limits.count)) return undefined;
  return { origin, incarnation, fromSeq, toSeq };
}

function readMember(fields: readonly unknown[]): MemberEntry | undefined {
  const [id, incarnation, heartbeat, left] = fields;
  if (fields.length !== 4 || !isNodeId(id) || !isCount(incarnation) || !isCount(heartbeat)) return undefined;
  return isFlag(left) ? { id, incarnation, heartbeat, left } : undefined;
}

function readStatement(fields: readonly unknown[]): MemberStatement | undefined {
  const [id, incarnation, refutations, code, reporter] = fields;
  if (fields.length !== 5 || !isNodeId(id) || !isCount(incarnation) || !isNodeId(reporter)) return undefined;
  if (!isIntegerIn(refutations, 0, limits.count)) return undefined;
  const status = isIntegerIn(code, 0, statuses.length - 1) ? statuses[code] : undefined;
  return status && { id, incarnation, refutations, status, reporter };
}
