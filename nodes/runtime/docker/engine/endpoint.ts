import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { DockerOptions } from 'dockerode';
import { z } from 'zod';

const cliConfigSchema = z.object({ currentContext: z.string().optional() });
const contextSchema = z.object({ Endpoints: z.object({ docker: z.object({ Host: z.string() }) }) });

/**
 * Which engine is meant, by the rules of Docker's own client: DOCKER_HOST, else the chosen context, else the first
 * of the usual sockets that exists. Undefined: leave it to dockerode, which reads DOCKER_HOST and its companions.
 */
export function engineEndpoint(environment = process.env, home = homedir()): DockerOptions | undefined {
  if (environment.DOCKER_HOST) return undefined;
  const host = contextHost(environment, home);
  if (host !== undefined) return parseEngineHost(host);
  const socketPath = usualSockets(environment, home).find(existsSync);
  return socketPath === undefined ? undefined : { socketPath };
}

/** `unix:///path`, `npipe:////./pipe/name`, `tcp://host:port`, `ssh://user@host:port` as dockerode's options. */
export function parseEngineHost(host: string): DockerOptions {
  const path = /^(?:unix|npipe):\/\/(.+)$/.exec(host)?.[1];
  if (path !== undefined) return { socketPath: path };
  const url = new URL(host);
  const port = url.port === '' ? {} : { port: Number(url.port) };
  if (url.protocol === 'ssh:') {
    return { protocol: 'ssh', host: url.hostname, ...port, username: decodeURIComponent(url.username) };
  }
  return { protocol: url.port === '2376' ? 'https' : 'http', host: url.hostname, ...port };
}

function contextHost(environment: NodeJS.ProcessEnv, home: string): string | undefined {
  const configDirectory = environment.DOCKER_CONFIG || join(home, '.docker');
  const chosen =
    environment.DOCKER_CONTEXT ||
    readJson(join(configDirectory, 'config.json'), cliConfigSchema)?.currentContext;
  if (!chosen || chosen === 'default') return undefined;
  const folder = createHash('sha256').update(chosen).digest('hex');
  return readJson(join(configDirectory, 'contexts', 'meta', folder, 'meta.json'), contextSchema)?.Endpoints
    .docker.Host;
}

function usualSockets(environment: NodeJS.ProcessEnv, home: string): string[] {
  const rootless = environment.XDG_RUNTIME_DIR ? [join(environment.XDG_RUNTIME_DIR, 'docker.sock')] : [];
  const desktop = ['.docker/run/docker.sock', '.docker/desktop/docker.sock'].map((path) => join(home, path));
  return ['/var/run/docker.sock', ...rootless, ...desktop];
}

function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(path)) return undefined;
  return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
}
