import type { Spec } from '../../bench/spec/spec.js';
import type { Runtime } from '../../nodes/runtime/cluster.js';
import { createRuntime, type RuntimeHooks } from '../../nodes/runtime/create-runtime.js';
import { detectEngine } from '../../nodes/runtime/docker/engine/engine.js';

export interface SelectedRuntime {
  readonly runtime: Runtime;
  /** Which was taken and why, in one sentence. */
  readonly reason: string;
}

/** An engine that is there answers in milliseconds; a remote one in its round trip. */
const detectionLimitMs = 3_000;

/** The requested runtime; with auto, docker where an engine answers or where the links need it, else process. */
export async function selectRuntime(
  { runtime: asked, cluster: { links } }: Pick<Spec, 'runtime' | 'cluster'>,
  hooks: RuntimeHooks,
): Promise<SelectedRuntime> {
  const take = (kind: Runtime['kind'], reason: string): SelectedRuntime => ({
    runtime: createRuntime(kind, hooks),
    reason,
  });
  if (asked !== 'auto') return take(asked, `Runtime ${asked} was requested.`);
  if (links === 'transparent')
    return take('docker', 'Transparent links were requested, so docker was chosen.');
  const engine = await detectEngine(detectionLimitMs);
  if (!engine.available)
    return take('process', `No engine answers (${engine.reason}), so process was chosen.`);
  if (engine.os !== 'linux') return take('process', `The engine runs ${engine.os}, so process was chosen.`);
  return take('docker', `Engine ${engine.version} answers, so docker was chosen.`);
}
