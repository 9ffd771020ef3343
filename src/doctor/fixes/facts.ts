import { engineEndpoint } from '../../../nodes/runtime/docker/engine/endpoint.js';
import { detectEngine } from '../../../nodes/runtime/docker/engine/engine.js';
import { findBrowser } from '../checks/browser.js';
import { findExecutable, systemFolders } from '../find-executable.js';
import { readHostSystem } from '../host-system.js';
import type { FixFacts } from './plan.js';
import { platformsWithout } from './toxiproxy.js';

const detectionLimitMs = 3_000;
/** Where dockerd listens by default. */
const daemonSocket = '/var/run/docker.sock';

export async function gatherFacts(environment: NodeJS.ProcessEnv, browserWanted: boolean): Promise<FixFacts> {
  const [engine, missing] = await Promise.all([
    detectEngine(detectionLimitMs),
    platformsWithout(environment),
  ]);
  return {
    system: readHostSystem(),
    engineAnswers: engine.available,
    engineNamed: namedEngine(environment),
    dockerd: findExecutable('dockerd', environment, systemFolders),
    iptables: findExecutable('iptables-restore', environment, systemFolders),
    toxiproxyFound: missing.length === 0,
    browserNeeded: browserWanted && findBrowser(environment) === undefined,
  };
}

/** The engine that was asked for, where that is not the one that a dockerd started here would be. */
export function namedEngine(environment: NodeJS.ProcessEnv): string | undefined {
  const { DOCKER_HOST: host } = environment;
  if (host) return host === `unix://${daemonSocket}` ? undefined : host;
  const endpoint = engineEndpoint(environment);
  if (endpoint === undefined || endpoint.socketPath === daemonSocket) return undefined;
  return endpoint.socketPath ?? endpoint.host;
}
