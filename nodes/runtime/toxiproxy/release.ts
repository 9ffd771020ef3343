import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { intoCache } from './cache.js';
import { withElapsedNotices } from './elapsed-notices.js';
import { type ToxiproxyRequest, toxiproxyVersion, type Way } from './installation.js';
import { type Platform, platformText } from './platform.js';

const downloadLimitMs = 120_000;

/** Where the files of the release are; GOSSIP_BENCH_TOXIPROXY_RELEASE names a mirror. */
export const releaseUrl = (environment: NodeJS.ProcessEnv): string =>
  environment.GOSSIP_BENCH_TOXIPROXY_RELEASE ||
  `https://github.com/Shopify/toxiproxy/releases/download/v${toxiproxyVersion}`;

/** The project's release file for the platform, checked against the checksum file of the same release. */
export const release: Way = {
  source: 'release',
  title: "the project's release file",
  attempt: (request) =>
    withElapsedNotices(
      `Downloading Toxiproxy ${toxiproxyVersion} for ${platformText(request.platform)}`,
      request.onNotice,
      () => intoCache(request, 'release', (target) => download(request, target)),
    ),
};

async function download({ environment, platform, signal }: ToxiproxyRequest, target: string): Promise<void> {
  const name = releaseFile(platform);
  const base = releaseUrl(environment);
  const limit = AbortSignal.timeout(downloadLimitMs);
  const until = signal ? AbortSignal.any([signal, limit]) : limit;
  const checksums = (await fetchBytes(`${base}/checksums.txt`, until)).toString('utf8');
  const expected = checksumOf(checksums, name);
  if (expected === undefined) throw new Error(`${base}/checksums.txt lists no ${name}`);
  const bytes = await fetchBytes(`${base}/${name}`, until);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== expected) {
    throw new Error(`${base}/${name} has SHA-256 ${actual}, its release's checksums.txt lists ${expected}`);
  }
  await writeFile(target, bytes);
}

export function releaseFile({ os, arch }: Platform): string {
  const processor = arch === 'arm' ? 'armv7' : arch;
  return `toxiproxy-server-${os}-${processor}${os === 'windows' ? '.exe' : ''}`;
}

/** Finds `name` in the lines `<sha256>  <name>` of sha256sum. */
export function checksumOf(checksums: string, name: string): string | undefined {
  for (const [, hash, file] of checksums.matchAll(/^([0-9a-f]{64})\s+\*?(\S+)\s*$/gim)) {
    if (file === name) return hash?.toLowerCase();
  }
  return undefined;
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<Buffer> {
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    const { cause } = error as Error;
    throw new Error(`${url}: ${cause instanceof Error ? cause.message : String(error)}`, { cause: error });
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
