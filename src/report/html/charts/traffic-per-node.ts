import type { NodeSeries } from '../../../../bench/analysis/series/report-series.js';
import { bytes, formatNumber, quantityText } from '../../format.js';
import { type ChartSource, defineChart } from './chart.js';
import { nodeBarsOption, rangeText } from './node-bars.js';
import { palette } from './palette.js';

const pick = ({ series }: ChartSource): readonly NodeSeries[] | undefined =>
  series.perNode?.some(({ bytesSent }) => bytesSent !== undefined) ? series.perNode : undefined;
const whyAbsent =
  'This run read no node counters between the spread and the end of the drain, or its nodes do not report what they send.';
const bytesText = (count: number): string => quantityText(bytes(count));
const orNot = (value: number | undefined, text: (value: number) => string): string =>
  value === undefined ? 'not reported' : text(value);

export const bytesPerNode = defineChart<readonly NodeSeries[]>({
  id: 'bytes-per-node',
  title: 'Gossip bytes sent by each node',
  heightPx: 280,
  wide: false,
  pick,
  whyAbsent,
  summary: (nodes) => `Per node ${rangeText(nodes, (node) => node.bytesSent, bytesText)}, framing included.`,
  option: nodeBarsOption({
    axisName: 'bytes sent, KiB',
    figures: [
      {
        name: 'Bytes sent',
        colour: palette.first,
        value: ({ bytesSent }) => (bytesSent === undefined ? undefined : bytesSent / 1024),
        text: ({ bytesSent }) => orNot(bytesSent, bytesText),
      },
    ],
  }),
});

export const messagesPerNode = defineChart<readonly NodeSeries[]>({
  id: 'messages-per-node',
  title: 'Messages and update copies sent by each node',
  heightPx: 280,
  wide: false,
  pick,
  whyAbsent,
  summary: (nodes) =>
    `Per node ${rangeText(nodes, (node) => node.messagesSent, formatNumber)} messages with ${rangeText(nodes, (node) => node.copiesSent, formatNumber)} update copies.`,
  option: nodeBarsOption({
    axisName: 'sent, count',
    figures: [
      {
        name: 'messages',
        colour: palette.first,
        value: ({ messagesSent }) => messagesSent,
        text: ({ messagesSent }) => orNot(messagesSent, formatNumber),
      },
      {
        name: 'update copies',
        colour: palette.second,
        value: ({ copiesSent }) => copiesSent,
        text: ({ copiesSent }) => orNot(copiesSent, formatNumber),
      },
    ],
  }),
});
