import { expect, test } from 'vitest';
import { protocolConfigSchema } from '../node/config.js';
import { createRng } from '../rng.js';
import { RecordedOutputs } from '../testing/recorded-outputs.js';
import { deliver, exchange, keysOf, round, twoNodes, write } from '../testing/two-nodes.js';
import { GossipCore } from './gossip-core.js';
import { pushPull } from './push-pull.js';

test('one exchange carries rumors both ways, each with feedback', () => {
  const { a, b } = twoNodes({ mode: 'push-pull', stopRule: 'feedback-counter' });
  write(a, 'from-a');
  write(b, 'from-b');
  round(a);
  expect(exchange(a, b)).toEqual(['pushPullRequest', 'pushPullReply', 'feedback']);
  expect(keysOf(a)).toEqual(['from-a', 'from-b']);
  expect(keysOf(b)).toEqual(['from-a', 'from-b']);
});

test('the initiator calls even without rumors', () => {
  const { a, b } = twoNodes({ mode: 'push-pull' });
  write(b, 'k');
  round(a);
  expect(a.outputs.sent).toMatchObject([
    { expectReply: true, message: { updates: [], wantFeedback: false } },
  ]);
  exchange(a, b);
  expect(keysOf(a)).toEqual(['k']);
});

test.each([
  { idleFanout: 0, news: false, contacts: 0 },
  { idleFanout: 1, news: false, contacts: 1 },
  { idleFanout: 5, news: false, contacts: 3 },
  { idleFanout: 1, news: true, contacts: 3 },
])(
  'with an idle fanout of $idleFanout and news $news, a round of fanout 3 has $contacts contacts',
  (given) => {
    const config = protocolConfigSchema.parse({ mode: 'push-pull', fanout: 3, idleFanout: given.idleFanout });
    const core = new GossipCore({ id: 0, incarnation: 1, config, rng: createRng(1) });
    if (given.news) core.write('k', new Uint8Array(1), new RecordedOutputs());
    expect(pushPull.contacts?.(core)).toBe(given.contacts);
  },
);

test('the answer leaves out what the request brought, news or not', () => {
  const { a, b } = twoNodes({ mode: 'push-pull' });
  write(a, 'k');
  for (let i = 0; i < 2; i++) {
    round(a);
    deliver(a, b);
    expect(b.outputs.sent).toMatchObject([{ expectReply: false, message: { updates: [] } }]);
    exchange(b, a);
  }
});

test('feedback in the answer cools what the request pushed', () => {
  const { a, b } = twoNodes({ mode: 'push-pull', stopRule: 'feedback-counter', stopK: 1 });
  write(a, 'k');
  for (let i = 0; i < 2; i++) {
    round(a);
    exchange(a, b);
  }
  round(a);
  expect(a.outputs.sent).toMatchObject([{ message: { kind: 'pushPullRequest', updates: [] } }]);
});
