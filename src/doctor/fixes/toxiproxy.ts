import { detectEngine } from '../../../nodes/runtime/docker/engine/engine.js';
import { toxiproxyFromImage } from '../../../nodes/runtime/docker/image/toxiproxy-image.js';
import {
  type EnsureToxiproxyOptions,
  ensureToxiproxy,
  findToxiproxy,
} from '../../../nodes/runtime/toxiproxy/ensure-toxiproxy.js';
import {
  goPlatform,
  hostPlatform,
  type Platform,
  platformText,
} from '../../../nodes/runtime/toxiproxy/platform.js';

const detectionLimitMs = 3_000;

/** The platforms for which no server is found: of this machine, and of the engine where that is another. */
export async function platformsWithout(environment: NodeJS.ProcessEnv): Promise<readonly Platform[]> {
  const engine = await detectEngine(detectionLimitMs);
  const platforms = distinct([hostPlatform(), ...(engine.available ? [goPlatform(engine)] : [])]);
  const searches = await Promise.all(platforms.map((platform) => findToxiproxy({ platform, environment })));
  return platforms.filter((_, i) => searches[i]?.found === undefined);
}

function distinct(platforms: readonly Platform[]): Platform[] {
  return [...new Map(platforms.map((platform) => [platformText(platform), platform])).values()];
}

/** @throws CodedError TOXIPROXY_UNAVAILABLE; the signal's reason. */
export async function getToxiproxy(
  platform: Platform,
  options: Required<Pick<EnsureToxiproxyOptions, 'environment' | 'onNotice' | 'signal'>>,
): Promise<string> {
  const image = options.environment.GOSSIP_BENCH_TOXIPROXY_IMAGE;
  const fromImage = image ? { fromImage: toxiproxyFromImage(image) } : {};
  const { version, path } = await ensureToxiproxy({ platform, ...options, ...fromImage });
  return `Installed Toxiproxy ${version === 'unknown' ? '' : version} for ${platformText(platform)}: ${path}`;
}
