import { expect, test } from 'vitest';
import { protocolConfigSchema } from '../../node/config.js';
import { createGossipNode } from '../../node/node.js';
import { createRng } from '../../rng.js';
import { RecordedOutputs, type SentMessage } from '../../testing/recorded-outputs.js';
import type { MemberStatus } from '../../types.js';
import type { MemberStatement, Message } from '../../wire/messages.js';

const said = (id: number, status: MemberStatus, refutations = 0, reporter = id): MemberStatement => ({
  id,
  incarnation: 1,
  refutations,
  status,
  reporter,
});

/** Node 0 of `nodes`, that has joined, and whose timers fire when the test says so. */
function joined(nodes: number, known = nodes, changed = {}) {
  const peers = Array.from({ length: nodes }, (_, id) => id);
  const config = protocolConfigSchema.parse({
    mode: 'push',
    repairIntervalMs: 0,
    rejoinIntervalMs: 0,
    memberSyncIntervalMs: 0,
    intervalMs: 3_600_000,
    ...changed,
  });
  const node = createGossipNode({ id: 0, incarnation: 1, config, peers, rng: createRng(5) });
  const outputs = new RecordedOutputs();
  let nowMs = 0;
  node.step(0, { kind: 'start' }, outputs);
  const receive = (from: number, exchange: number, message: Message): void =>
    node.step(nowMs, { kind: 'message', from, exchange, message }, outputs);
  const fail = (sent: SentMessage): void =>
    node.step(nowMs, { kind: 'exchangeFailed', to: sent.to, exchange: sent.exchange }, outputs);
  /** Lets timers fire until `untilMs`, and hands over what was sent with each moment. */
  const runTo = (untilMs: number): (SentMessage & { atMs: number })[] => {
    const sent: (SentMessage & { atMs: number })[] = [];
    for (;;) {
      const due = armed()
        .filter((timer) => timer.atMs <= untilMs)
        .sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      pending.delete(due.token);
      nowMs = Math.max(nowMs, due.atMs);
      node.step(nowMs, { kind: 'timer', token: due.token }, outputs);
      sent.push(...outputs.takeSent().map((each) => ({ ...each, atMs: nowMs })));
    }
    nowMs = untilMs;
    return sent;
  };
  /** Stops the node for so long, as SIGSTOP does: what is due meanwhile comes late. */
  const stall = (ms: number): void => {
    nowMs += ms;
    runTo(nowMs);
  };
  const pending = new Map<number, number>();
  const armed = () => {
    for (const { token, delayMs } of outputs.timers.splice(0)) pending.set(token, nowMs + delayMs);
    return [...pending].map(([token, atMs]) => ({ token, atMs }));
  };
  armed();
  receive(1, 1, {
    kind: 'memberSyncReply',
    statements: peers.slice(1, known).map((id) => said(id, 'alive')),
  });
  outputs.takeSent();
  return { node, outputs, receive, fail, runTo, stall, now: () => nowMs };
}

/** Runs to the first ping, and answers every other call so that joining ends. */
function firstPing(test: ReturnType<typeof joined>) {
  for (let ms = 10; ms < 5_000; ms += 10) {
    const ping = test.runTo(ms).find(({ message }) => message.kind === 'ping');
    if (ping) return ping;
  }
  throw new Error('no ping');
}

/** Lets the node say all its news to a member, until only what it says anyway is left. */
function drainNews(test: ReturnType<typeof joined>, to: number): void {
  for (let i = 0; i < 20; i++) test.receive(to, -100 - i, { kind: 'ping', statements: [] });
  test.outputs.takeSent();
}

const suspects = ({ node }: ReturnType<typeof joined>) =>
  node.members().filter(({ status }) => status === 'suspect');
const kinds = (sent: readonly SentMessage[]): string[] => sent.map(({ message }) => message.kind);
const ofKind = <T extends SentMessage>(sent: readonly T[], kind: Message['kind']): T[] =>
  sent.filter(({ message }) => message.kind === kind);

test('a ping that is not answered in time asks three helpers, and at the end of the interval the member is suspected', () => {
  const t = joined(8);
  const ping = firstPing(t);
  expect(ofKind(t.runTo(ping.atMs + 499), 'pingRequest')).toEqual([]);
  const requests = ofKind(t.runTo(ping.atMs + 501), 'pingRequest');
  expect(requests).toHaveLength(3);
  expect(requests.every(({ expectReply }) => expectReply)).toBe(true);
  for (const { message, to } of requests) {
    expect(message).toMatchObject({ target: ping.to });
    expect(to).not.toBe(ping.to);
  }
  t.runTo(ping.atMs + 999);
  expect(suspects(t)).toEqual([]);
  t.runTo(ping.atMs + 1_001);
  expect(suspects(t)).toMatchObject([{ id: ping.to }]);
});

test('a refused ping asks helpers at once, and one ack of theirs is enough', () => {
  const t = joined(8);
  const ping = firstPing(t);
  t.fail(ping);
  const [first, second] = ofKind(t.outputs.takeSent(), 'pingRequest');
  t.receive(first!.to, first!.exchange, { kind: 'nack', statements: [] });
  t.receive(second!.to, second!.exchange, { kind: 'ack', statements: [] });
  t.runTo(ping.atMs + 1_500);
  expect(t.node.members().filter(({ status }) => status !== 'alive')).toEqual([]);
});

test.each([
  ['all helpers sent a nack', 3, 1_000],
  ['one nack is missing', 2, 2_000],
  ['no helper answered', 0, 4_000],
])('where %s, the next probe and its time-out take their time', (_, nacks, nextMs) => {
  const t = joined(8);
  const ping = firstPing(t);
  const requests = ofKind(t.runTo(ping.atMs + 501), 'pingRequest');
  for (const { to, exchange } of requests.slice(0, nacks))
    t.receive(to, exchange, { kind: 'nack', statements: [] });
  const second = ofKind(t.runTo(ping.atMs + 1_000), 'ping')[0]!;
  expect(second.atMs).toBeCloseTo(ping.atMs + 1_000, 6);
  const later = ofKind(t.runTo(second.atMs + nextMs / 2 + 1), 'pingRequest');
  expect(later[0]!.atMs).toBeCloseTo(second.atMs + nextMs / 2, 6);
  t.receive(second.to, second.exchange, { kind: 'ack', statements: [] });
});

test('whoever was failed by others and forgotten while it was asked is not suspected, and so does not come back', () => {
  const t = joined(8, 8, { gossipToTheDeadMs: 200 });
  const ping = firstPing(t);
  t.receive(ping.to === 1 ? 2 : 1, -1, { kind: 'memberNews', statements: [said(ping.to, 'failed')] });
  t.runTo(ping.atMs + 1_500);
  expect(t.node.members().map(({ id }) => id)).not.toContain(ping.to);
  expect(t.outputs.events.at(-1)).toMatchObject({ change: 'failed', member: { id: ping.to } });
});

test('a suspected member is told so with the ping, even when that is no news, and refutes with the ack', () => {
  const t = joined(2);
  t.receive(1, -1, { kind: 'memberNews', statements: [said(1, 'suspect', 0, 5)] });
  drainNews(t, 1);
  expect(firstPing(t).message).toMatchObject({ statements: [said(0, 'alive'), said(1, 'suspect', 0, 5)] });
  t.outputs.takeSent();
  t.receive(1, -2, { kind: 'ping', statements: [said(1, 'alive', 1), said(0, 'suspect', 0, 1)] });
  const [ack] = ofKind(t.outputs.takeSent(), 'ack');
  expect(ack).toMatchObject({ exchange: -2, expectReply: false });
  expect(ack!.message).toMatchObject({ statements: [said(0, 'alive', 1), said(1, 'alive', 1)] });
});

test('whoever has just been heard of is probed before the round is over', () => {
  const t = joined(9, 8);
  const first = firstPing(t);
  t.receive(first.to, first.exchange, { kind: 'ack', statements: [said(8, 'alive')] });
  const probed: number[] = [];
  for (let i = 1; i <= 7; i++) {
    for (const { to, exchange } of ofKind(t.runTo(first.atMs + i * 1_000 + 1), 'ping')) {
      probed.push(to);
      t.receive(to, exchange, { kind: 'ack', statements: [] });
    }
  }
  expect([first.to, ...probed].sort((x, y) => x - y)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a node that was stopped blames nobody for it: its probe is void, and suspicions last that much longer', () => {
  const t = joined(8);
  const ping = firstPing(t);
  const accused = ping.to === 5 ? 6 : 5;
  t.receive(1, -1, { kind: 'memberNews', statements: [said(accused, 'suspect', 0, 1)] });
  t.stall(60_000);
  expect(suspects(t)).toMatchObject([{ id: accused }]);
  expect(t.node.members().filter(({ status }) => status === 'failed')).toEqual([]);
  t.receive(accused, -2, { kind: 'memberNews', statements: [said(accused, 'alive', 1)] });
  expect(suspects(t)).toEqual([]);
});

test('a member that comes back from the dead is told of its death with the first ack', () => {
  const t = joined(3);
  t.receive(1, -1, { kind: 'memberNews', statements: [said(2, 'failed', 0, 1)] });
  drainNews(t, 1);
  t.receive(2, -2, { kind: 'ping', statements: [said(2, 'alive')] });
  const [ack] = ofKind(t.outputs.takeSent(), 'ack');
  expect(ack!.message).toMatchObject({ statements: [said(0, 'alive'), said(2, 'failed', 0, 1)] });
  t.receive(2, -3, { kind: 'ping', statements: [said(2, 'alive', 1)] });
  expect(t.outputs.events.at(-1)).toMatchObject({ change: 'recovered', member: { id: 2 } });
});

test('a helper pings in the other’s stead, and passes the ack on when it comes, on the exchange it was asked on', () => {
  const t = joined(4);
  t.receive(1, -7, { kind: 'pingRequest', target: 2, statements: [] });
  const [ping, ...rest] = t.outputs.takeSent();
  expect(rest).toEqual([]);
  expect(ping).toMatchObject({ to: 2, message: { kind: 'ping' }, expectReply: true });
  t.receive(2, ping!.exchange, { kind: 'ack', statements: [said(2, 'alive', 4)] });
  const answers = t.outputs.takeSent();
  expect(answers).toMatchObject([{ to: 1, exchange: -7, message: { kind: 'ack' }, expectReply: false }]);
  t.fail(ping!);
  expect(t.outputs.takeSent()).toEqual([]);
});

test.each(['silent', 'refused', 'unknown'])('a helper whose target is %s answers with a nack', (how) => {
  const t = joined(4);
  const target = how === 'unknown' ? 9 : 2;
  t.receive(1, -7, { kind: 'pingRequest', target, statements: [] });
  const [first] = t.outputs.takeSent();
  const beganMs = t.now();
  if (how === 'refused') t.fail(first!);
  const sent = how === 'silent' ? t.runTo(beganMs + 401) : [first!, ...t.outputs.takeSent()];
  expect(ofKind(sent, 'nack')).toMatchObject([{ to: 1, exchange: -7, expectReply: false }]);
  if (how === 'silent') expect(ofKind(t.runTo(beganMs), 'nack')).toEqual([]);
});

test('a flood of ping requests is refused beyond a bound', () => {
  const t = joined(4);
  for (let i = 1; i <= 300; i++) t.receive(1, -i, { kind: 'pingRequest', target: 2, statements: [] });
  const sent = kinds(t.outputs.takeSent());
  expect(sent.filter((kind) => kind === 'ping')).toHaveLength(256);
  expect(sent.filter((kind) => kind === 'nack')).toHaveLength(44);
});
