import { CodedError } from '../../coded-error.js';
import { foundWays } from './found-installations.js';
import { goBuild } from './go-build.js';
import { image } from './image.js';
import {
  type ImageExtraction,
  type ToxiproxyBinary,
  type ToxiproxyRequest,
  toxiproxyVersion,
  type Way,
} from './installation.js';
import { goPlatform, hostPlatform, type Platform, platformText } from './platform.js';
import { release } from './release.js';

export interface EnsureToxiproxyOptions {
  /** For which platform the server is to be; this machine's by default. */
  readonly platform?: Platform;
  /** Sentences about slow steps, with the time they have taken so far. */
  readonly onNotice?: (text: string) => void;
  readonly signal?: AbortSignal;
  /** The last way: extraction from an image that the engine has. */
  readonly fromImage?: ImageExtraction;
  readonly environment?: NodeJS.ProcessEnv;
}

/** A way that failed, and why. */
export interface FailedWay {
  readonly way: string;
  readonly reason: string;
}

export interface ToxiproxySearch {
  readonly found: ToxiproxyBinary | undefined;
  readonly failed: readonly FailedWay[];
}

const gettingWays: readonly Way[] = [goBuild, release, image];

/** Looks for a Toxiproxy server on this machine, and fetches nothing. */
export function findToxiproxy(
  options: Pick<EnsureToxiproxyOptions, 'platform' | 'environment'> = {},
): Promise<ToxiproxySearch> {
  return tryWays(foundWays, requestOf(options));
}

/**
 * Finds a Toxiproxy server, or gets one and keeps it in the cache.
 * @throws CodedError TOXIPROXY_UNAVAILABLE that lists every way and why it failed; the signal's reason.
 */
export async function ensureToxiproxy(options: EnsureToxiproxyOptions = {}): Promise<ToxiproxyBinary> {
  const request = requestOf(options);
  const { found, failed } = await tryWays([...foundWays, ...gettingWays], request);
  if (found) return found;
  const list = failed.map(({ way, reason }) => `\n  ${way}: ${reason}`).join('');
  throw new CodedError(
    'TOXIPROXY_UNAVAILABLE',
    `no Toxiproxy ${toxiproxyVersion} server for ${platformText(request.platform)} was found or could be installed:${list}`,
    {
      remedy:
        'Install Go, put toxiproxy-server on PATH, or set GOSSIP_BENCH_TOXIPROXY to its path; or run with `--links direct`, without link faults.',
    },
  );
}

function requestOf(options: EnsureToxiproxyOptions): ToxiproxyRequest {
  return {
    platform: options.platform ? goPlatform(options.platform) : hostPlatform(),
    environment: options.environment ?? process.env,
    onNotice: options.onNotice ?? (() => undefined),
    signal: options.signal,
    fromImage: options.fromImage,
  };
}

async function tryWays(ways: readonly Way[], request: ToxiproxyRequest): Promise<ToxiproxySearch> {
  const failed: FailedWay[] = [];
  for (const way of ways) {
    request.signal?.throwIfAborted();
    try {
      return { found: await way.attempt(request), failed };
    } catch (error) {
      request.signal?.throwIfAborted();
      const reason = reasonOf(error);
      // A failure of what the user named is reported.
      if (way.source === 'override' && request.environment.GOSSIP_BENCH_TOXIPROXY) {
        request.onNotice(`${way.title} cannot be used: ${reason}`);
      }
      failed.push({ way: way.title, reason });
    }
  }
  return { found: undefined, failed };
}

/** One line: a command's own words where it failed, else the error's message. */
function reasonOf(error: unknown): string {
  const { code, path, shortMessage, stderr, message } = error as Record<string, unknown>;
  if (code === 'ENOENT' && typeof path === 'string') return `${path} does not exist`;
  if (code === 'EACCES' && typeof path === 'string') return `${path} is not executable`;
  if (typeof shortMessage === 'string') {
    const words = typeof stderr === 'string' ? stderr.trim().split('\n').slice(-3).join(' | ') : '';
    return words === '' ? shortMessage : `${shortMessage.split('\n')[0]}: ${words}`;
  }
  return typeof message === 'string' ? message : String(error);
}
