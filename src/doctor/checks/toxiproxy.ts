import { findToxiproxy, type ToxiproxySearch } from '../../../nodes/runtime/toxiproxy/ensure-toxiproxy.js';
import { toxiproxyVersion } from '../../../nodes/runtime/toxiproxy/installation.js';
import { release, releaseUrl } from '../../../nodes/runtime/toxiproxy/release.js';
import type { Check, Finding } from '../check.js';
import { findExecutable } from '../find-executable.js';

const probeLimitMs = 5_000;

export const toxiproxy: Check = {
  name: 'Toxiproxy',
  why: 'Every link between two nodes is a separate proxy, which applies latency, loss and partitions.',
  required: true,
  async examine({ environment }) {
    const search = await findToxiproxy({ environment });
    return judgeToxiproxy(search, search.found ? undefined : await waysToGet(environment));
  },
};

/** Which ways of getting a server stand open. */
export interface WaysToGet {
  readonly go: string | undefined;
  /** Why the project's release cannot be reached; undefined where it answers. */
  readonly releaseFailure: string | undefined;
}

export function judgeToxiproxy({ found, failed }: ToxiproxySearch, ways: WaysToGet | undefined): Finding {
  if (found) {
    return { status: 'ok', found: `${found.version}, ${found.path} (${sourceText[found.source]})` };
  }
  const looked = failed.map(({ way, reason }) => `${way}: ${reason}`).join('; ');
  const how = howToGet(ways);
  if (how !== undefined) {
    return {
      status: 'warning',
      found: `missing (${looked}); the first run ${how}`,
      remedy: 'Install it now with `gossip-bench doctor --fix`, or let the first run do it.',
    };
  }
  return {
    status: 'missing',
    found: `missing (${looked}), Go is missing, and ${release.title} does not answer: ${ways?.releaseFailure}`,
    remedy: [
      'Install Go, so that the first run can build it;',
      `or put toxiproxy-server ${toxiproxyVersion} on PATH, or set GOSSIP_BENCH_TOXIPROXY to its path;`,
      'or run with `--links direct`, without link faults.',
    ].join('\n'),
  };
}

const sourceText: Readonly<Record<string, string>> = {
  override: 'from GOSSIP_BENCH_TOXIPROXY',
  path: 'on PATH',
  cache: 'in the cache',
};

function howToGet(ways: WaysToGet | undefined): string | undefined {
  if (ways?.go !== undefined) return `builds ${toxiproxyVersion} with ${ways.go} and keeps it in the cache`;
  if (ways && ways.releaseFailure === undefined)
    return `downloads ${toxiproxyVersion} and keeps it in the cache`;
  return undefined;
}

/** The release is asked only where there is no Go, which comes first. */
async function waysToGet(environment: NodeJS.ProcessEnv): Promise<WaysToGet> {
  const go = findExecutable('go', environment);
  return { go, releaseFailure: go === undefined ? await releaseFailure(environment) : undefined };
}

async function releaseFailure(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const url = `${releaseUrl(environment)}/checksums.txt`;
  try {
    const { ok, status } = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeLimitMs) });
    return ok ? undefined : `${url} answers ${status}`;
  } catch (error) {
    const { message, cause } = error as Error;
    return `${url}: ${cause instanceof Error ? cause.message : message}`;
  }
}
