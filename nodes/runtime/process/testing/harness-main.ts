import { provisionPlainLinks } from '../../testing/provision.js';
import { processRuntime } from '../process-runtime.js';

/** A harness that brings a cluster up, pauses one node, says `up`, and waits to be killed. */
const [nodeBundle = '', toxiproxy = '', plan = ''] = process.argv.slice(2);
const runtime = processRuntime({ nodeBundle, toxiproxyBinary: async () => toxiproxy });
const cluster = await runtime.start(
  JSON.parse(plan),
  { provisionLinks: provisionPlainLinks },
  new AbortController().signal,
);
await cluster.lifecycle.pause(1);
process.stdout.write('up\n');
setInterval(() => undefined, 60_000);
