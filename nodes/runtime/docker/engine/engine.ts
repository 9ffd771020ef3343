import { createRequire } from 'node:module';
import type Docker from 'dockerode';
import { CodedError } from '../../../coded-error.js';
import { engineContext, engineEndpoint, parseEngineHost } from './endpoint.js';
import { engineUnavailable, messageOf } from './engine-error.js';

export interface EngineFacts {
  readonly version: string;
  readonly apiVersion: string;
  /** The platform that its containers run on, in the engine's words: `linux`, `amd64`. */
  readonly os: string;
  readonly arch: string;
  readonly kernel: string;
}

/** What only `doctor` asks for. */
export interface EngineManner {
  /** It runs without root's privileges; absent: it did not say so. */
  readonly rootless?: boolean;
}

export type EngineDetection =
  | ({ readonly available: true } & EngineFacts & EngineManner)
  | { readonly available: false; readonly reason: string };

const require = createRequire(import.meta.url);

/** A client of the engine at `host` (as in DOCKER_HOST), else of the one that Docker's own client would take. */
export function connectEngine(host?: string): Docker {
  // Some two hundred files, of which a run without Docker needs none: loaded on connection.
  const Client = require('dockerode') as typeof Docker;
  return new Client(host === undefined ? engineEndpoint() : parseEngineHost(host));
}

/** Asks the engine what it is. @throws Error when it does not answer within `timeoutMs`. */
export async function askEngine(engine: Docker, timeoutMs: number): Promise<EngineFacts> {
  const { Version, ApiVersion, Os, Arch, KernelVersion } = await limited(engine.version(), timeoutMs);
  return { version: Version, apiVersion: ApiVersion, os: Os, arch: Arch, kernel: KernelVersion ?? 'unknown' };
}

/** Whether an engine answers within `timeoutMs`, and which; never throws. */
export async function detectEngine(timeoutMs: number, host?: string): Promise<EngineDetection> {
  try {
    const engine = connectEngine(host);
    const facts = await askEngine(engine, timeoutMs);
    return {
      available: true,
      ...facts,
      ...((await isRootless(engine, timeoutMs)) ? { rootless: true } : {}),
    };
  } catch (error) {
    return { available: false, reason: host === undefined ? withContext(error) : messageOf(error) };
  }
}

/** As it says among its security options; false where it does not say. */
async function isRootless(engine: Docker, timeoutMs: number): Promise<boolean> {
  const { SecurityOptions } = (await limited(engine.info(), timeoutMs).catch(() => ({}))) as {
    SecurityOptions?: readonly string[];
  };
  return SecurityOptions?.some((option) => option.includes('name=rootless')) ?? false;
}

/** A context that leads nowhere is named: nobody looks for it otherwise. */
function withContext(error: unknown): string {
  if (error instanceof CodedError) return error.message.replace(/^no container engine: /, '');
  const context = engineContext();
  return context === undefined ? messageOf(error) : `${messageOf(error)}, at ${context}`;
}

/** `host` as it was given to `connectEngine`. @throws CodedError ENGINE_UNAVAILABLE */
export async function requireEngine(engine: Docker, timeoutMs: number, host?: string): Promise<EngineFacts> {
  const facts = await askEngine(engine, timeoutMs).catch((error: unknown) => {
    throw engineUnavailable(host === undefined ? withContext(error) : messageOf(error), error);
  });
  if (facts.os !== 'linux') throw engineUnavailable(`it runs ${facts.os} containers, linux is needed`);
  return facts;
}

/** Fails when `answer` takes longer than `timeoutMs`; what it brings afterwards is dropped. */
export async function limited<T>(answer: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
