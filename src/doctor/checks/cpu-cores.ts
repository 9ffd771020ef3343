import { availableParallelism, loadavg } from 'node:os';
import { carriedNodes } from '../../../bench/capacity/carried-nodes.js';
import { keptCosts } from '../../../bench/capacity/costs.js';
import { thisMachine } from '../../../bench/capacity/machine-speed.js';
import { formatNumber } from '../../report/format.js';
import type { Check, Finding } from '../check.js';
import { fullScale } from '../full-scale.js';

/** 50 nodes at the default interval keep one busy, as runs measure it. */
const neededCores = 2;

export const cpuCores: Check = {
  name: 'CPU cores',
  why: 'On busy cores latency measures the scheduler; the verdict is then unknown.',
  required: false,
  examine: () => {
    const { found, ...finding } = judgeCpuCores(availableParallelism(), loadavg()[0] ?? 0);
    const carried = carriedNodes(keptCosts(), thisMachine()).map(({ name, nodes }) => `${nodes} of ${name}`);
    return {
      ...finding,
      found: `${found}; at rounds each 200 ms and 20 updates/s it carries about ${carried.join(', ')}`,
    };
  },
};

/** `load`: the one-minute average; 0 where the system keeps none. */
export function judgeCpuCores(cores: number, load: number): Finding {
  const found = `${cores} ${cores === 1 ? 'core' : 'cores'}, load ${formatNumber(load)}`;
  if (cores < neededCores) {
    return {
      status: 'warning',
      found: `${found}; ${fullScale.nodes} nodes need ${neededCores} or more`,
      remedy: 'Use fewer nodes or a longer `--interval`.',
    };
  }
  if (load < cores) return { status: 'ok', found };
  return { status: 'warning', found, remedy: 'Stop other programs before you measure.' };
}
