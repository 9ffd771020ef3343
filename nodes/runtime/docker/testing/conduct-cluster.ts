/**
 * A harness to be killed: starts the cluster that its argument describes, says `up`, and stays. With `hang` it says
 * `creating` as soon as the run has an object in the engine.
 */
import type { ClusterPlan } from '../../cluster.js';
import { dockerRuntime } from '../docker-runtime.js';

interface Errand {
  readonly plan: ClusterPlan;
  readonly nodeBundle: string;
  readonly gatewayBundle: string;
  readonly loadBundle: string;
  readonly relayBundle: string;
  /** Of a cluster whose links have proxies. */
  readonly toxiproxy: string;
}

const { plan, nodeBundle, gatewayBundle, loadBundle, relayBundle, toxiproxy } = JSON.parse(
  process.argv[2] ?? '',
) as Errand;
const runtime = dockerRuntime({
  nodeBundle,
  gatewayBundle,
  loadBundle,
  relayBundle,
  toxiproxyBinary: () => Promise.resolve(toxiproxy),
});
await runtime.start(plan, { provisionLinks: async () => undefined }, new AbortController().signal);
process.stdout.write('up\n');
setInterval(() => undefined, 1_000);
