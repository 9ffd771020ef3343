import { bundlePath } from '../package-root.js';
import type { Runtime } from './cluster.js';
import { dockerRuntime } from './docker/docker-runtime.js';
import { processRuntime } from './process/process-runtime.js';
import { simRuntime } from './sim/sim-runtime.js';
import { ensureToxiproxy } from './toxiproxy/ensure-toxiproxy.js';

export interface RuntimeHooks {
  /** Progress of getting what is missing, as short sentences. */
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}

const factories: Record<Runtime['kind'], (hooks: RuntimeHooks) => Runtime> = {
  sim: simRuntime,
  process: ({ onNotice, signal }: RuntimeHooks): Runtime =>
    processRuntime({
      nodeBundle: bundlePath('node'),
      toxiproxyBinary: async () => (await ensureToxiproxy({ onNotice, signal })).path,
    }),
  docker: ({ onNotice, signal }: RuntimeHooks): Runtime =>
    dockerRuntime({
      nodeBundle: bundlePath('node'),
      gatewayBundle: bundlePath('gateway'),
      loadBundle: bundlePath('load'),
      relayBundle: bundlePath('udp-relay'),
      toxiproxyBinary: async (platform) => (await ensureToxiproxy({ platform, onNotice, signal })).path,
    }),
};

/** A runtime with the bundles of this package and a Toxiproxy that is found or got when links need it. */
export const createRuntime = (kind: Runtime['kind'], hooks: RuntimeHooks): Runtime => factories[kind](hooks);
