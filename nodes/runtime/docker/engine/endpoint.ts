import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { DockerOptions } from 'dockerode';
import { z } from 'zod';
import { CodedError } from '../../../coded-error.js';

const cliConfigSchema = z.object({ currentContext: z.string().optional() });
const contextSchema = z.object({ Endpoints: z.object({ docker: z.object({ Host: z.string() }) }) });

/**
 * Which engine is meant, by the rules of Docker's own client: DOCKER_HOST, else the chosen context, else the first
 * of the usual sockets that exists. Undefined: leave it to dockerode, which reads DOCKER_HOST and its companions.
 */
export function engineEndpoint(environment = process.env, home = homedir()): DockerOptions | undefined {
  if (environment.DOCKER_HOST) {
    parseEngineHost(environment.DOCKER_HOST, 'DOCKER_HOST');
    return undefined;
  }
  const context = chosenContext(environment, home);
  if (context !== undefined) return parseEngineHost(context.host, `the context ${context.name}`);
  const socketPath = usualSockets(environment, home).find(existsSync);
  return socketPath === undefined ? undefined : { socketPath };
}

/** The context that says which engine is meant, for messages; undefined where none does. */
export function engineContext(environment = process.env, home = homedir()): string | undefined {
  if (environment.DOCKER_HOST) return undefined;
  const context = chosenContext(environment, home);
  return context && `the context ${context.name} of ${context.origin}`;
}

/**
 * `unix:///path`, `npipe:////./pipe/name`, `tcp://host:port`, `ssh://user@host:port` as dockerode's options; `origin` says in errors where it stands.
 * @throws CodedError ENGINE_UNAVAILABLE for anything else
 */
export function parseEngineHost(host: string, origin = 'the host of the engine'): DockerOptions {
  const path = /^(?:unix|npipe):\/\/(.+)$/.exec(host)?.[1];
  if (path !== undefined) return { socketPath: path };
  const isUrl = /^(?:tcp|http|https|ssh):\/\/[^/]/.test(host) && URL.canParse(host);
  if (!isUrl) {
    throw misled(
      `${origin} is '${host}': expected unix:///path, tcp://host:port or ssh://user@host`,
      `Write the scheme in front, or unset it; \`docker context ls\` lists the engines that there are.`,
    );
  }
  const url = new URL(host);
  const port = url.port === '' ? {} : { port: Number(url.port) };
  if (url.protocol === 'ssh:') {
    return { protocol: 'ssh', host: url.hostname, ...port, username: decodeURIComponent(url.username) };
  }
  return { protocol: url.port === '2376' ? 'https' : 'http', host: url.hostname, ...port };
}

interface ChosenContext {
  readonly name: string;
  readonly host: string;
  /** The variable or file that chooses it. */
  readonly origin: string;
}

/** A context that is chosen and not there must not become another engine: `clean` would remove what is there. */
function chosenContext(environment: NodeJS.ProcessEnv, home: string): ChosenContext | undefined {
  const configDirectory = environment.DOCKER_CONFIG || join(home, '.docker');
  const config = join(configDirectory, 'config.json');
  const name = environment.DOCKER_CONTEXT || readJson(config, cliConfigSchema)?.currentContext;
  if (!name || name === 'default') return undefined;
  const origin = environment.DOCKER_CONTEXT ? 'DOCKER_CONTEXT' : config;
  const folder = createHash('sha256').update(name).digest('hex');
  const file = join(configDirectory, 'contexts', 'meta', folder, 'meta.json');
  const context = readJson(file, contextSchema);
  if (context) return { name, host: context.Endpoints.docker.Host, origin };
  throw misled(
    `${origin} chooses the context ${name}, and there is none of that name (${file})`,
    'Choose another: `docker context ls` lists them; `default` is the engine of this machine.',
  );
}

function usualSockets(environment: NodeJS.ProcessEnv, home: string): string[] {
  const rootless = environment.XDG_RUNTIME_DIR ? [join(environment.XDG_RUNTIME_DIR, 'docker.sock')] : [];
  const desktop = ['.docker/run/docker.sock', '.docker/desktop/docker.sock'].map((path) => join(home, path));
  return ['/var/run/docker.sock', ...rootless, ...desktop];
}

/** Undefined where the file is not there. */
function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw misled(`${path} cannot be read: ${reason}`, 'Mend the file, or set DOCKER_HOST.');
  }
}

const misled = (reason: string, remedy: string): CodedError =>
  new CodedError('ENGINE_UNAVAILABLE', `no container engine: ${reason}`, { remedy });
