import type { Check, CheckResult } from './check.js';
import { bridgePorts } from './checks/bridge-ports.js';
import { browser } from './checks/browser.js';
import { cpuCores } from './checks/cpu-cores.js';
import { diskSpace } from './checks/disk-space.js';
import { engine } from './checks/engine.js';
import { go } from './checks/go.js';
import { memory } from './checks/memory.js';
import { neighbourTable } from './checks/neighbour-table.js';
import { nodeVersion } from './checks/node-version.js';
import { openFiles } from './checks/open-files.js';
import { toxiproxy } from './checks/toxiproxy.js';

/** Everything that doctor looks at, in the order in which it tells. */
const checks: readonly Check[] = [
  nodeVersion,
  engine,
  toxiproxy,
  go,
  cpuCores,
  memory,
  openFiles,
  bridgePorts,
  neighbourTable,
  diskSpace,
  browser,
];

export function examineMachine(): Promise<CheckResult[]> {
  return Promise.all(
    checks.map(async ({ name, why, required, examine }) => ({ name, why, required, ...(await examine()) })),
  );
}

/** Whether the main job can run here, on processes at least. */
export const isReady = (results: readonly CheckResult[]): boolean =>
  results.every(({ required, status }) => !required || status !== 'missing');
