import { expect, test, vi } from 'vitest';
import { LineNode } from './line-node.js';
import { type HarnessLine, harnessLineSchema } from './messages.js';
import type { NodeStreams } from './node-streams.js';

/** A node that is played by the test: `says` puts lines on its stdout, `heard` is what the harness said. */
function played(
  capabilities: readonly string[] = [],
  nowMs = () => 1_000,
  streams: Partial<NodeStreams> = {},
) {
  let output: Buffer[] = [];
  const heard: HarnessLine[] = [];
  const problems: string[] = [];
  const says = (...lines: (object | string)[]): void => {
    for (const line of lines) {
      output.push(Buffer.from(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`));
    }
  };
  const node = new LineNode({
    node: 0,
    init: {
      node: 0,
      incarnation: 1,
      listen: '127.0.0.1:7000',
      peers: [],
      parameters: { fanout: 3 },
      seed: 1,
    },
    streams: {
      say: (text) => heard.push(harnessLineSchema.parse(JSON.parse(text))) > 0,
      read: () => {
        const bytes = output.length > 0 ? Buffer.concat(output) : undefined;
        output = [];
        return bytes;
      },
      unreadBytes: () => 0,
      passOver: () => 0,
      ...streams,
    },
    nowMs,
    onProblem: (text) => problems.push(text),
  });
  const ready = {
    type: 'ready',
    contract: 2,
    implementation: 'mine',
    version: '1',
    t: nowMs(),
    clock: 'monotonic',
  };
  return { node, heard, problems, says, beReady: () => says({ ...ready, capabilities }) };
}

const written = (update: string, t = 1_000) => ({ type: 'written', update, t });

test('says init at once, and is healthy when the node is ready', async () => {
  const { node, heard, beReady } = played(['hops', 'of-a-later-version']);
  expect(heard).toMatchObject([{ type: 'init', contract: 2, parameters: { fanout: 3 } }]);
  await expect(node.health()).rejects.toThrow('node n0 has not said ready');
  beReady();
  expect(await node.health()).toMatchObject({ nodeId: 0, implementation: 'mine', version: '1' });
  expect(await node.describe()).toMatchObject({ capabilities: ['hops'], clockUncertaintyMs: 0 });
});

test('a write is named by the harness, and written when the node says so', async () => {
  const { node, heard, says, beReady } = played();
  beReady();
  const writing = node.write({ key: 'k', value: Buffer.from('hi') });
  expect(heard.at(-1)).toEqual({ type: 'write', update: '0.1.1', key: 'k', value: 'aGk=' });
  says(written('0.1.1', 1_002));
  expect(await writing).toEqual({ update: '0.1.1', tMs: 1_002 });
  expect((await node.journal(1)).events).toEqual([
    { seq: 1, type: 'write', tMs: 1_002, update: '0.1.1', key: 'k', bytes: 3 },
  ]);
  const refused = node.write({ key: 'k', value: Buffer.from('more') });
  says({ type: 'refused', update: '0.1.2', reason: 'full', busy: true });
  await expect(refused).rejects.toMatchObject({
    code: 'NODE_BUSY',
    message: expect.stringContaining('full'),
  });
});

test.each([
  [
    { type: 'counters', counters: { messagesSent: -1 } },
    'counters',
    /^node n0 answered, but line 2 of its stdout breaks the contract \(counters\.messagesSent: .*>=0\): .*"messagesSent":-1/,
  ],
  [
    { type: 'view', entries: 'many', digest: '' },
    'viewSummary',
    /answered, but .*\(entries: .*"entries":"many"/,
  ],
  [{ type: 'members', members: [{ node: 1, status: 'ill' }] }, 'members', /answered, but .*"status":"ill"/],
] as const)(
  'an answer that is none is refused at once, with what it was: %j',
  async (answer, question, message) => {
    const { node, heard, says, beReady } = played(['counters', 'views', 'members']);
    beReady();
    await node.health();
    const asking = node[question]();
    const { ask } = heard.at(-1) as { ask: number };
    says({ ...answer, ask });
    await expect(asking).rejects.toMatchObject({ message: expect.stringMatching(message) });
  },
);

test('so is an answer to a write, whose later true one is still taken', async () => {
  const { node, says, beReady } = played();
  beReady();
  const writing = node.write({ key: 'k', value: Buffer.from('hi') });
  says({ type: 'written', update: '0.1.1', t: 'now' });
  await expect(writing).rejects.toThrow(/answered, but .*\(t: .*"t":"now"/);
  says(written('0.1.1', 1_002));
  expect((await node.journal(1)).events).toHaveLength(1);
});

test('the journal has receipts once, with what is claimed of them, and forgets what was confirmed', async () => {
  const { node, problems, says, beReady } = played(['hops', 'members']);
  beReady();
  const receipt = { type: 'received', update: '1.1.1', t: 1_003, from: 1, hops: 2 };
  says(receipt, receipt, { type: 'member', t: 1_004, node: 1, change: 'joined' });
  const first = await node.journal(1);
  expect(first.events).toEqual([
    { seq: 1, type: 'receive', tMs: 1_003, update: '1.1.1', hops: 2, via: 'rumor' },
    { seq: 2, type: 'member', tMs: 1_004, member: 1, incarnation: 1, change: 'joined' },
  ]);
  expect(problems).toEqual([expect.stringContaining('received 1.1.1 for the first time, twice')]);
  expect(await node.journal(first.next)).toEqual({ events: [], next: 3, lost: 0 });
});

test.each([
  ['no line at all', 'line 2 of its stdout is no JSON: no line at all'],
  [{ type: 'received', t: 1 }, 'line 2 of its stdout breaks the contract (update: '],
  [{ type: 'dance' }, 'line 2 of its stdout breaks the contract (type: '],
  [written('9.9.9'), 'answers the write 9.9.9, which it was not given, or twice'],
  [{ type: 'view', ask: 4, entries: 1, digest: 'x' }, 'answers view 4, which was not asked, or too late'],
  [{ type: 'member', t: 1, node: 1, change: 'joined' }, 'without the capability members'],
  [{ type: 'ready', contract: 2, implementation: 'x', t: 1 }, 'said ready twice'],
])('%j is reported with its number, and ends nothing', async (line, problem) => {
  const { node, problems, says, beReady } = played();
  beReady();
  says(line);
  expect((await node.journal(1)).events).toEqual([]);
  expect(problems).toEqual([expect.stringContaining(problem)]);
  expect(problems[0]).toContain('line 2');
});

test('of many problems only the first are reported', async () => {
  const { node, problems, says, beReady } = played();
  beReady();
  says(...Array.from({ length: 1_000 }, () => 'noise'));
  await node.journal(1);
  expect(problems).toHaveLength(21);
  expect(problems.at(-1)).toContain('further problems are not shown');
});

test('one that says only garbage is not read any more, and what is passed over is counted', async () => {
  const { node, says, beReady } = played();
  beReady();
  says(...Array.from({ length: 12_000 }, () => 'garbage'), { type: 'received', update: '1.1.1', t: 1_003 });
  expect(await node.journal(1)).toEqual({ events: [], next: 1, lost: 2_000 });
});

test('a ready line that breaks the contract is the reason why it is not ready', async () => {
  const { node, says } = played();
  says({ type: 'ready', contract: 2, implementation: 'an\u001b[31mescape', t: 1 });
  await expect(node.health()).rejects.toThrow(
    /has not said ready: line 1 of its stdout breaks the contract \(implementation: /,
  );
});

test('a clock that is not the harness’s is compared, and its times are converted', async () => {
  let now = 5_000;
  const { node, heard, says } = played([], () => now);
  says({ type: 'ready', contract: 2, implementation: 'mine', t: 7 });
  const describing = node.describe();
  for (let time = 0; time < 8; time += 1) {
    await vi.waitFor(() => expect(heard.filter(({ type }) => type === 'clock')).toHaveLength(time + 1));
    const question = heard.at(-1);
    now += 2;
    says({ type: 'clock', ask: question?.type === 'clock' ? question.ask : 0, t: now - 4_001 });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect((await describing).clockUncertaintyMs).toBeCloseTo(1, 1);
  says({ type: 'received', update: '1.1.1', t: 1_100 });
  // It is 4,000 ms behind, as far as the middle of a round trip shows.
  expect((await node.journal(1)).events).toMatchObject([{ tMs: 5_100 }]);
});

test('one that says monotonic and is not is caught', async () => {
  const { node, problems, says } = played([], () => 1_000);
  says({ type: 'ready', contract: 2, implementation: 'mine', t: 99_000, clock: 'monotonic' });
  await node.health();
  expect(problems).toEqual([expect.stringContaining('says that its clock is CLOCK_MONOTONIC, but 99000 ms')]);
  await expect(node.describe()).rejects.toThrow('n0 says that its clock is CLOCK_MONOTONIC, and it is not');
});

test('what it does not report is named, and a node that has ended keeps nobody waiting', async () => {
  const { node, beReady } = played();
  beReady();
  await node.health();
  await expect(node.viewSummary()).rejects.toThrow('mine does not report views');
  await expect(node.write({ key: 'k', delete: true })).rejects.toThrow('mine does not report deletes');
  expect(await node.counters()).toEqual({});
  const writing = node.write({ key: 'k', value: Buffer.from('x') });
  node.ended('has ended');
  await expect(writing).rejects.toThrow('node n0 has ended');
});

const flood = Buffer.from('{"type":"later"}\n'.repeat(60_000));

test('a node that writes faster than it is read holds up nobody: a look ends, and the rest is for the next', () => {
  let reads = 0;
  const read = (): Buffer => {
    reads += 1;
    return flood;
  };
  const { node } = played([], undefined, { read });
  node.ended('it was killed');
  expect(reads).toBeLessThan(500);
});

test('a backlog that is too long is given up, said, and counted as lost', async () => {
  let backlog = 500 * 1_048_576;
  const passOver = vi.fn(() => {
    const passed = backlog;
    backlog = 0;
    return passed;
  });
  let pieces = [flood];
  const read = (): Buffer | undefined => pieces.shift();
  const { node, problems } = played([], undefined, { read, passOver, unreadBytes: () => backlog });
  pieces = [flood];
  const { lost } = await node.journal(1);
  expect(passOver).toHaveBeenCalledOnce();
  expect(lost).toBeGreaterThan(1_000_000);
  expect(problems).toEqual([
    expect.stringMatching(/^node n0: said more than can be read: \d+ bytes were passed over$/),
  ]);
});

test.each(['mine', '0.1', `1.1.${'9'.repeat(180)}`])(
  'a receipt of %j, which is no name of an update, is a problem and a lost event, and no journal holds it',
  async (update) => {
    const { node, problems, says, beReady } = played();
    beReady();
    says({ type: 'received', update, t: 1_000 });
    expect(await node.journal(1)).toEqual({ events: [], next: 1, lost: 1 });
    expect(problems).toEqual([expect.stringContaining('which is no name of an update')]);
  },
);
