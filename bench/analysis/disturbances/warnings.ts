import type { Metrics } from '../../result/result.js';
import { absentFigures } from '../absent-figures.js';
import { bytesBeyondIdle } from '../cost/cost.js';
import { type NodeTraffic, totalTraffic } from '../cost/traffic.js';
import type { ClusterTraits } from '../index/cluster-traits.js';
import { increase } from '../index/counter-increase.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { Deliveries } from '../propagation/deliveries.js';
import type { Uptimes } from '../timeline/uptimes.js';
import { notSealed, type Stored } from './other-than-recorded.js';
import { misreported } from './reported-bytes.js';

/** What a reader of the figures should know, beside what makes them unfit for a claim. */
export function warnings(given: {
  traits: ClusterTraits;
  index: JournalIndex;
  deliveries: Deliveries;
  traffic: readonly NodeTraffic[];
  uptimes: Uptimes;
  idle: Metrics['idle'];
  stored: Stored | undefined;
}): string[] {
  const { all, underWay } = given.deliveries;
  const inexact = all.filter(({ update }) => !update.exact).length;
  const isCounted = (id: number): boolean =>
    !given.traits.has.has('counters') ||
    given.traffic.some(({ node, nodes }) => id >= node && id < node + nodes);
  const uncounted = given.uptimes.nodes.filter((node) => !isCounted(node)).map((node) => `n${node}`);
  const { clientWrites } = given.index;
  const pushedBack = clientWrites.filter(({ isPushedBack }) => isPushedBack).length;
  const failed = clientWrites.filter(({ update }) => update === undefined).length - pushedBack;
  const rejected = copiesRejected(given.index);
  const beyondIdle = given.idle && bytesBeyondIdle(totalTraffic(given.traffic), given.idle);
  return [
    ...given.index.notes.map(({ text }) => text),
    ...notSealed(given.index, given.stored),
    ...absentFigures(given.traits),
    ...misreported(given.index),
    ...when(failed > 0, `${failed} of ${clientWrites.length} writes were rejected or not answered.`),
    ...when(
      pushedBack > 0,
      `${pushedBack} of ${clientWrites.length} writes were pushed back (503): the nodes had too many updates to spread.`,
    ),
    ...when(
      rejected > 0,
      `${rejected} copies of updates were rejected by the nodes: unsigned or forged where signatures are asked for, or with a clock too far ahead.`,
    ),
    ...when(
      beyondIdle !== undefined && beyondIdle < 0,
      'The idle window sent more bytes a second than the loaded one: wire bytes per update cannot be given.',
    ),
    ...when(
      underWay > 0,
      `${underWay} updates were still spreading when the run ended; no figure counts them.`,
    ),
    ...when(
      inexact > 0,
      `${inexact} updates are timed from the client's send because their origin's journal is incomplete; their latencies are upper bounds.`,
    ),
    ...when(
      given.traffic.length > 0 && uncounted.length > 0,
      `The counters of ${uncounted.join(', ')} were not read; the traffic figures omit these nodes.`,
    ),
  ];
}

function copiesRejected({ counters }: JournalIndex): number {
  let rejected = 0;
  for (const readings of counters.values()) {
    rejected += readings[0]!.counters.updatesRejected ?? 0;
    rejected += increase(readings, (reading) => reading.counters.updatesRejected) ?? 0;
  }
  return rejected;
}

const when = (condition: boolean, text: string): string[] => (condition ? [text] : []);
