import type { Spec } from '../bench/spec.js';
import { bundlePath } from '../nodes/package-root.js';
import type { Runtime } from '../nodes/runtime/cluster.js';
import { dockerRuntime } from '../nodes/runtime/docker/docker-runtime.js';
import { detectEngine } from '../nodes/runtime/docker/engine.js';
import { processRuntime } from '../nodes/runtime/process/process-runtime.js';
import { ensureToxiproxy } from '../nodes/runtime/toxiproxy-binary.js';

export interface SelectedRuntime {
  readonly runtime: Runtime;
  /** Which was taken and why, in one sentence. */
  readonly reason: string;
}

export interface SelectionHooks {
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}

/** An engine that is there answers in milliseconds; a remote one in its round trip. */
const detectionLimitMs = 3_000;

/** The runtime that was asked for; with auto, docker where an engine answers, else process. */
export async function selectRuntime(asked: Spec['runtime'], hooks: SelectionHooks): Promise<SelectedRuntime> {
  const take = (kind: Runtime['kind'], reason: string): SelectedRuntime => ({
    runtime: runtimes[kind](hooks),
    reason,
  });
  if (asked !== 'auto') return take(asked, `The ${asked} runtime was asked for.`);
  const engine = await detectEngine(detectionLimitMs);
  if (!engine.available)
    return take('process', `No engine answers (${engine.reason}), so process was taken.`);
  if (engine.os !== 'linux') return take('process', `The engine runs ${engine.os}, so process was taken.`);
  return take('docker', `Engine ${engine.version} answers, so docker was taken.`);
}

const runtimes = {
  process: ({ onNotice, signal }: SelectionHooks): Runtime =>
    processRuntime({
      nodeBundle: bundlePath('node'),
      toxiproxyBinary: async () => (await ensureToxiproxy({ onNotice, signal })).path,
    }),
  docker: ({ onNotice, signal }: SelectionHooks): Runtime =>
    dockerRuntime({
      nodeBundle: bundlePath('node'),
      gatewayBundle: bundlePath('gateway'),
      toxiproxyBinary: async (platform) => (await ensureToxiproxy({ platform, onNotice, signal })).path,
    }),
};
