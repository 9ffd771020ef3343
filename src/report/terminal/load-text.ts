import type { LoadPoint } from '../../../bench/search/load/load-point.js';
import type { LoadResult } from '../../../bench/search/load/load-result.js';
import type { LoadFolder } from '../../store/load-folder.js';
import { formatNumber, latency, quantityText } from '../format.js';
import { alignedRows } from './aligned-rows.js';
import { statusWord } from './result-text.js';
import type { Style } from './style.js';

/** How a run went, in one line, when it is done. */
export function pointLine({ carried, why, deliveredPerSecond, dueToEverywhereMs }: LoadPoint): string {
  const figures = `${formatNumber(deliveredPerSecond)}/s delivered, on every node within ${quantityText(latency(dueToEverywhereMs.p99))} at p99`;
  return carried ? `  carried: ${figures}` : `  not carried: ${why} ${figures}`;
}

/** `PASS 1,200 updates/s`. */
export function loadLine({ verdict, metrics: { load } }: LoadResult, style: Style): string {
  const found = load.saturationPerSecond;
  const knee = found === undefined ? 'no load was carried' : `saturation at ${formatNumber(found)} updates/s`;
  return `${statusWord(verdict.status, style)} ${knee}`;
}

/** Everything a terminal shows of a search. */
export function loadText(result: LoadResult, folder: LoadFolder, style: Style): string {
  const { curve, saturated, boundMs } = result.metrics.load;
  return [
    loadLine(result, style),
    ...result.verdict.reasons.map((reason) => `  - ${reason}`),
    '',
    style('bold', `Latency and throughput (bound ${boundMs} ms)`),
    curveTable(curve),
    ...(saturated.length > 0
      ? [style('bold', 'Saturated at the next load'), ...saturated.map(({ text }) => `  ${text}`)]
      : []),
    style('bold', 'Files'),
    `  ${folder.report}`,
    `  ${folder.result}`,
  ].join('\n');
}

const head = [
  'offered/s',
  'accepted/s',
  'delivered/s',
  'pushed back/s',
  'full p50, ms',
  'full p99, ms',
  'write p99, ms',
  'send to all p99, ms',
  'backlog',
  'drain, ms',
  'run',
];

function curveTable(curve: readonly LoadPoint[]): string {
  const rows = curve.map((point) => [
    ...[
      point.offeredPerSecond,
      point.acceptedPerSecond,
      point.deliveredPerSecond,
      point.pushedBackPerSecond,
      point.fullDisseminationMs.p50,
      point.fullDisseminationMs.p99,
      point.writeLatencyMs.p99,
      point.dueToEverywhereMs.p99,
      point.backlog.peakUpdates,
      point.backlog.drainMs,
    ].map(numberText),
    `${point.role} ${point.runId}${point.carried ? '' : ', not carried'}`,
  ]);
  return alignedRows([head, ...rows], [...head.slice(1).map(() => 'right' as const), 'left'], {
    hasHead: true,
  });
}

const numberText = (value: number | string): string =>
  typeof value === 'string' ? value : formatNumber(value);
