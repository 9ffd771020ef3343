import { release } from 'node:os';
import type { Finding, Machine } from './check.js';

/** For checks of the kernel that the containers run on: a finding where that is not this machine's. */
export function engineElsewhere(
  engine: Machine['engine'],
  hostKernel = release(),
  platform: NodeJS.Platform = process.platform,
): Finding | undefined {
  if (engine.available && engine.kernel !== hostKernel) {
    return {
      status: 'ok',
      found: `depends on the engine’s machine (kernel ${engine.kernel}), not on this one`,
    };
  }
  if (platform === 'linux') return undefined;
  return { status: 'ok', found: 'only relevant on the Linux machine of an engine' };
}
