import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Staging } from '../clean-up/staging.js';
import { intoCache } from './cache.js';
import { withElapsedNotices } from './elapsed-notices.js';
import { type ToxiproxyRequest, toxiproxyVersion, type Way } from './installation.js';
import { isHost, platformText } from './platform.js';

const module = 'github.com/Shopify/toxiproxy/v2';
const buildLimitMs = 10 * 60_000;

/** Builds the server with the Go toolchain on PATH, for any platform; Go checks the source against its checksum database. */
export const goBuild: Way = {
  source: 'go',
  title: 'a build with Go',
  async attempt(request) {
    const moduleCache = await goModuleCache(request);
    return withElapsedNotices(
      `Building Toxiproxy ${toxiproxyVersion} for ${platformText(request.platform)} with Go`,
      request.onNotice,
      () => intoCache(request, 'go', (target, staging) => install(request, moduleCache, target, staging)),
    );
  },
};

async function goModuleCache({ environment, signal }: ToxiproxyRequest): Promise<string> {
  const { execa } = await import('execa');
  const { stdout } = await execa('go', ['env', 'GOMODCACHE'], {
    env: environment,
    extendEnv: false,
    timeout: 20_000,
    ...(signal ? { cancelSignal: signal } : {}),
  }).catch((error: unknown) => {
    signal?.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ENOENT' ? new Error('no go on PATH', { cause: error }) : error;
  });
  return stdout.trim();
}

/**
 * `go install` refuses GOBIN when it builds for another platform, so the binary is found where it goes below a GOPATH
 * of its own; the user's module cache is kept.
 */
async function install(
  { environment, platform, signal }: ToxiproxyRequest,
  moduleCache: string,
  target: string,
  staging: Staging,
): Promise<void> {
  const temporary = join(staging.folder, 'tmp');
  await mkdir(temporary);
  const ldflags = `-s -w -X ${module}.Version=${toxiproxyVersion}`;
  await runGo(
    ['install', '-ldflags', ldflags, `${module}/cmd/server@v${toxiproxyVersion}`],
    signal,
    staging,
    {
      ...environment,
      ...staging.environment,
      CGO_ENABLED: '0',
      GOOS: platform.os,
      GOARCH: platform.arch,
      GOPATH: staging.folder,
      GOBIN: '',
      GOTMPDIR: temporary,
      GOMODCACHE: moduleCache,
    },
  );
  const folder = isHost(platform) ? [] : [`${platform.os}_${platform.arch}`];
  await rename(
    join(staging.folder, 'bin', ...folder, platform.os === 'windows' ? 'server.exe' : 'server'),
    target,
  );
}

/** Go and its compilers are one process group, so that an abort ends them all; the staging's guard does if we are killed. */
async function runGo(
  args: readonly string[],
  signal: AbortSignal | undefined,
  staging: Staging,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { execa } = await import('execa');
  signal?.throwIfAborted();
  const go = execa('go', args, {
    env,
    extendEnv: false,
    stdin: 'ignore',
    detached: true,
    timeout: buildLimitMs,
  });
  const endGroup = (): void => {
    if (go.pid === undefined) return;
    try {
      process.kill(-go.pid, 'SIGKILL');
    } catch {
      // ESRCH: it ended by itself meanwhile.
    }
  };
  signal?.addEventListener('abort', endGroup, { once: true });
  const release = staging.guard(go.pid);
  try {
    await go;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', endGroup);
    release();
  }
}
