import { loadAverage } from '../run/machine.js';
import { benchHarness } from './harness.js';
import { benchLinks } from './links.js';
import { benchMicro, benchMicroKeep } from './micro.js';
import { benchProxy } from './proxy.js';
import { benchReality } from './reality.js';
import { benchRecovery } from './recovery.js';
import { benchSaturation } from './saturation.js';
import { benchSim } from './sim.js';
import { benchStart } from './start.js';

const benches: Readonly<Record<string, () => Promise<void>>> = {
  micro: benchMicro,
  'micro-keep': benchMicroKeep,
  links: benchLinks,
  start: benchStart,
  proxy: benchProxy,
  harness: benchHarness,
  sim: benchSim,
  recovery: benchRecovery,
  saturation: benchSaturation,
  reality: benchReality,
};

/** Each takes a quarter to half an hour: run by name only. */
const long: ReadonlySet<string> = new Set(['sim', 'recovery', 'saturation', 'reality']);
/** Changes what others are compared with. */
const keeping: ReadonlySet<string> = new Set(['micro-keep']);

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`no bench named ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of asked.length > 0
    ? asked
    : Object.keys(benches).filter((one) => !long.has(one) && !keeping.has(one))) {
    console.log(`# ${name} (load average ${loadAverage().toFixed(2)})\n`);
    await benches[name]!();
  }
  if (asked.length === 0)
    console.log(`Left out, since each takes a quarter to half an hour: npm run bench ${[...long].join(' ')}`);
}
