import type { Metrics } from '../../../../bench/result/result.js';
import { formatNumber, latency, quantityText } from '../../format.js';
import { section } from '../figure.js';
import { html, type Markup } from '../html.js';
import { cardList } from './headline.js';
import type { HeadlineCard } from './headline-cards.js';

const ms = (value: number | string): string => quantityText(latency(value));

const recoveryCards: readonly HeadlineCard[] = [
  {
    path: 'recovery.convergenceAfterHealMs',
    explanation: 'From the last confirmed heal until every live node held every update accepted before it.',
    beside: ({ recovery }) => recovery?.unconverged,
  },
  {
    path: 'recovery.propagationRecoveryMs',
    explanation: 'From the last confirmed heal until new updates spread as fast as before the faults (p99).',
  },
  {
    path: 'recovery.reachDuringFault.acrossSides',
    explanation: 'Deliveries across the sides during the partition. Above 0, the partition leaked.',
  },
  {
    path: 'recovery.reachDuringFault.withinSides',
    explanation: 'Delivered share of the expected pairs within a side during the partition.',
  },
  {
    path: 'recovery.staleness.maxUpdates',
    explanation:
      'Largest number of accepted updates that a live node lacked at one time since the first fault.',
  },
  {
    path: 'recovery.staleness.maxAgeMs',
    explanation: 'Greatest age of an update that a live node lacked since the first fault.',
  },
];

function crashesText({
  fullDetectionMs,
  firstDetectionMs,
}: NonNullable<Metrics['detection']>): string | undefined {
  if (!fullDetectionMs || !firstDetectionMs) return undefined;
  const { count, p50 } = fullDetectionMs;
  const crashes = count === 1 ? '1 crash' : `${count} crashes, median ${ms(p50)}`;
  return `${crashes}; first detection, worst ${ms(firstDetectionMs.max)}`;
}

const detectionCards: readonly HeadlineCard[] = [
  {
    path: 'detection.fullDetectionMs.max',
    explanation: 'From a crash until every live node marked the node failed; the worst crash.',
    beside: ({ detection }) => detection && crashesText(detection),
  },
  {
    path: 'detection.membershipRecoveryMs',
    explanation: 'From the last confirmed heal until every live node saw every other alive.',
  },
  {
    path: 'detection.falsePositives',
    explanation: 'Number of times that a live, connected node was marked failed.',
    beside: ({ detection }) =>
      detection && `at healthy nodes ${formatNumber(detection.falsePositivesAtHealthy)}`,
  },
];

/** What the faults cost, and how long it took until the cluster was whole again. */
export function recoverySection(metrics: Metrics): Markup {
  const { recovery, detection } = metrics;
  const body = recovery
    ? html`<h3>Recovery</h3>${cardList(metrics, recoveryCards)}`
    : html`<p class="why-absent">This run injected no fault, so there is no recovery to measure.</p>`;
  const detected = detection && html`<h3>Failure detection</h3>${cardList(metrics, detectionCards)}`;
  return section('recovery', 'Recovery and detection', html`${body}${detected}`);
}
