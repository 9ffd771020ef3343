import fc from 'fast-check';
import { expect, test } from 'vitest';
import { counterNames, type NodeCounters } from './counters.js';
import { formatOpenMetrics, parseOpenMetrics } from './openmetrics.js';

const anyCounters = fc.record(
  Object.fromEntries(
    Object.keys(counterNames).map((field) => [field, fc.double({ min: 0, max: 1e15, noNaN: true })]),
  ),
) as fc.Arbitrary<NodeCounters>;
const zeros = Object.fromEntries(Object.keys(counterNames).map((field) => [field, 0])) as NodeCounters;

test('what is written is read back, whatever other series stand beside it', () => {
  fc.assert(
    fc.property(anyCounters, (counters) => {
      expect(parseOpenMetrics(formatOpenMetrics(counters, { node_other_total: 3 }))).toEqual(counters);
    }),
  );
});

test('a counter family is named without _total, a gauge as its sample, and the text ends with EOF', () => {
  const text = formatOpenMetrics(zeros);
  expect(text).toContain('# TYPE gossip_messages_sent counter\ngossip_messages_sent_total 0\n');
  expect(text).toContain('# TYPE gossip_timer_lateness_seconds gauge\n');
  expect(text.endsWith('# EOF\n')).toBe(true);
});

test('labelled samples add up, and timestamps are passed over', () => {
  const text = formatOpenMetrics(zeros).replace(
    'gossip_bytes_sent_total 0',
    'gossip_bytes_sent_total{peer="1"} 4 1700000000\ngossip_bytes_sent_total{peer="2"} 5',
  );
  expect(parseOpenMetrics(text).bytesSent).toBe(9);
});

test('the parts of a counter stand in its place, and a counter without parts is 0', () => {
  const counters = { ...zeros, framesDropped: 5 };
  const text = formatOpenMetrics(counters, {
    [counterNames.framesDropped]: {
      label: 'reason',
      values: new Map([
        ['syntax', 2],
        ['shape', 3],
      ]),
    },
    [counterNames.updatesRejected]: { label: 'reason', values: new Map() },
  });
  expect(text).toContain(
    '# TYPE gossip_frames_dropped counter\ngossip_frames_dropped_total{reason="syntax"} 2\ngossip_frames_dropped_total{reason="shape"} 3\n',
  );
  expect(text.match(/# TYPE gossip_frames_dropped /g)).toHaveLength(1);
  expect(text).toContain('gossip_updates_rejected_total 0\n');
  expect(parseOpenMetrics(text)).toEqual(counters);
});

test('a node without signatures may leave the rejected updates out', () => {
  const text = formatOpenMetrics(zeros).replace(/^gossip_updates_rejected_total.*\n/m, '');
  expect(parseOpenMetrics(text).updatesRejected).toBe(0);
});

test.each([
  ['a missing metric', (text: string) => text.replace(/^gossip_duplicates_total.*\n/m, '')],
  [
    'a value that is no number',
    (text: string) => text.replace('gossip_duplicates_total 0', 'gossip_duplicates_total many'),
  ],
])('%s is refused by name', (_, spoil) => {
  expect(() => parseOpenMetrics(spoil(formatOpenMetrics(zeros)))).toThrow(/gossip_duplicates_total/);
});
