import type { NodeSeries } from '../../../../bench/analysis/series/report-series.js';
import { quantity, quantityText } from '../../format.js';
import { type Chart, defineChart } from './chart.js';
import { nodeBarsOption, rangeText } from './node-bars.js';
import { palette } from './palette.js';

interface Resource {
  id: string;
  title: string;
  name: string;
  unit: string;
  colour: string;
  value: (node: NodeSeries) => number | undefined;
}

function resourceChart({ id, title, name, unit, colour, value }: Resource): Chart {
  const text = (reading: number): string => quantityText(quantity(reading, unit));
  return defineChart<readonly NodeSeries[]>({
    id,
    title,
    heightPx: 280,
    wide: false,
    pick: ({ series }) =>
      series.perNode?.some((node) => value(node) !== undefined) ? series.perNode : undefined,
    whyAbsent: 'This run did not sample the resources of the nodes.',
    summary: (nodes) => `Per node ${rangeText(nodes, value, text)}.`,
    option: nodeBarsOption({
      axisName: `${name}, ${unit}`,
      figures: [
        {
          name,
          colour,
          value,
          text: (node) => {
            const reading = value(node);
            return reading === undefined ? 'not sampled' : text(reading);
          },
        },
      ],
    }),
  });
}

export const cpuPerNode = resourceChart({
  id: 'cpu-per-node',
  title: 'CPU time of each node',
  name: 'CPU time',
  unit: 'CPU-ms per s',
  colour: palette.third,
  value: ({ cpuMsPerSecond }) => cpuMsPerSecond,
});

export const memoryPerNode = resourceChart({
  id: 'memory-per-node',
  title: 'Memory of each node',
  name: 'Memory',
  unit: 'MiB',
  colour: palette.third,
  value: ({ memoryMiB }) => memoryMiB,
});
