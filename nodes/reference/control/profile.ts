import type { CpuProfiler } from '../profiler.js';
import { HttpError } from './http-error.js';
import type { Answer } from './server.js';

/** `GET /profile`: only where the node was started as one that may. */
export async function profile(profiler: CpuProfiler | undefined): Promise<Answer> {
  if (!profiler) throw new HttpError('forbidden', 'this node was started without GOSSIP_ALLOW_PROFILE=1');
  return { body: await profiler.take() };
}
