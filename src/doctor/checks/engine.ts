import { platformText } from '../../../nodes/runtime/toxiproxy/platform.js';
import type { Check, Finding, Machine } from '../check.js';
import { findExecutable, systemFolders } from '../find-executable.js';
import { type HostSystem, readHostSystem } from '../host-system.js';

export const engine: Check = {
  name: 'container engine',
  why: 'The docker runtime runs every node in its own container; without an engine, run uses the process runtime.',
  required: false,
  examine: ({ engine, environment }) =>
    judgeEngine(engine, {
      dockerd: findExecutable('dockerd', environment, systemFolders),
      dockerHost: environment.DOCKER_HOST || undefined,
      system: readHostSystem(),
    }),
};

export interface EngineSurroundings {
  readonly dockerd: string | undefined;
  readonly dockerHost: string | undefined;
  readonly system: HostSystem;
}

export function judgeEngine(engine: Machine['engine'], surroundings: EngineSurroundings): Finding {
  if (!engine.available) return silentEngine(engine.reason, surroundings);
  const found = `${engine.version}, API ${engine.apiVersion}, ${platformText(engine)}, kernel ${engine.kernel}`;
  if (engine.os === 'linux') return { status: 'ok', found };
  return {
    status: 'warning',
    found: `${found}; nodes need Linux containers, so run uses the process runtime`,
    remedy: 'Switch the engine to Linux containers.',
  };
}

function silentEngine(reason: string, surroundings: EngineSurroundings): Finding {
  const { dockerd, dockerHost } = surroundings;
  const where = dockerHost === undefined ? '' : ` at DOCKER_HOST=${dockerHost}`;
  const daemon = dockerd === undefined ? '' : `; ${dockerd} is installed`;
  return {
    status: 'warning',
    found: `none answers${where} (${reason})${daemon}: run uses the process runtime`,
    remedy: engineRemedy(reason, surroundings),
  };
}

function engineRemedy(reason: string, { dockerd, dockerHost, system }: EngineSurroundings): string {
  if (dockerHost !== undefined) return 'Start the engine at DOCKER_HOST, or unset DOCKER_HOST.';
  if (/EACCES|permission denied/i.test(reason)) {
    return 'The engine runs, but you lack permission: `sudo usermod -aG docker "$USER"`, then log in again.';
  }
  if (system.debianLike) {
    return system.root
      ? 'Run `gossip-bench doctor --fix`.'
      : 'Run `sudo npx gossip-bench doctor --fix`, then `sudo usermod -aG docker "$USER"` and log in again.';
  }
  if (system.platform !== 'linux') return 'Install Docker Desktop and start it.';
  if (dockerd !== undefined) return 'Start it: `sudo systemctl start docker`, or `sudo dockerd &`.';
  return `Install Docker Engine with the package manager of ${system.name} and start it.`;
}
