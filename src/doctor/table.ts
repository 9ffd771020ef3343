import type { Check } from './check.js';
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
import { transparentLinks } from './checks/transparent-links.js';

/** All checks of doctor, in the order of its output. */
export const checks: readonly Check[] = [
  nodeVersion,
  engine,
  toxiproxy,
  go,
  memory,
  cpuCores,
  openFiles,
  bridgePorts,
  neighbourTable,
  transparentLinks,
  diskSpace,
  browser,
];
