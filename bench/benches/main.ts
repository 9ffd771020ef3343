import { loadAverage } from '../run/machine.js';
import { benchCost, benchCostKeep } from './cost.js';
import { benchHarness } from './harness.js';
import { benchLines } from './lines.js';
import { benchLinks } from './links.js';
import { benchMicro, benchMicroKeep } from './micro.js';
import { benchProxy } from './proxy.js';
import { benchReality } from './reality.js';
import { benchRecovery } from './recovery.js';
import { benchSaturation } from './saturation.js';
import { benchSim } from './sim.js';
import { benchSoak } from './soak.js';
import { benchStart } from './start.js';
import { benchUdpRelay } from './udp-relay.js';

/** By name; flags are those of the one that is asked for. */
const benches: Readonly<Record<string, (flags: readonly string[]) => Promise<void>>> = {
  micro: benchMicro,
  'micro-keep': benchMicroKeep,
  lines: benchLines,
  links: benchLinks,
  'udp-relay': benchUdpRelay,
  start: benchStart,
  proxy: benchProxy,
  cost: benchCost,
  'cost-keep': benchCostKeep,
  harness: benchHarness,
  sim: benchSim,
  recovery: benchRecovery,
  saturation: benchSaturation,
  reality: benchReality,
  soak: benchSoak,
};

/** Each takes ten minutes to half an hour: run by name only. */
const long: ReadonlySet<string> = new Set(['cost', 'sim', 'recovery', 'saturation', 'reality', 'soak']);
/** Changes what others are compared with. */
const keeping: ReadonlySet<string> = new Set(['micro-keep', 'cost-keep']);

const given = process.argv.slice(2);
const firstFlag = given.findIndex((text) => text.startsWith('-'));
const asked = firstFlag < 0 ? given : given.slice(0, firstFlag);
const flags = firstFlag < 0 ? [] : given.slice(firstFlag);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`no bench named ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of asked.length > 0
    ? asked
    : Object.keys(benches).filter((one) => !long.has(one) && !keeping.has(one))) {
    console.log(`# ${name} (load average ${loadAverage().toFixed(2)})\n`);
    await benches[name]!(flags);
  }
  if (asked.length === 0)
    console.log(
      `Left out, since each takes ten minutes to half an hour: npm run bench ${[...long].join(' ')}`,
    );
}
