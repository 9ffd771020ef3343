import { createHash } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { cp, lstat, mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { basename, delimiter, join, resolve } from 'node:path';
import { CodedError } from '../coded-error.js';
import type { Parameters } from '../contract/lines/messages.js';
import type { NodeProgram } from '../contract/lines/node-program.js';
import { inStaging, removeStaleStagings, type Staging } from '../runtime/clean-up/staging.js';
import { builtNodesIn, cacheDirectory, fallbackCache } from '../runtime/toxiproxy/cache.js';
import { withElapsedNotices } from '../runtime/toxiproxy/elapsed-notices.js';
import { tellOnce, writableFolder } from '../runtime/writable-folder.js';
import { type Implementation, implementationTitle } from './find-implementation.js';
import { runStep } from './run-step.js';

/** What builds leave in a folder of sources, and what no build depends on. */
const passedOver = new Set(['node_modules', 'target', '_build', 'out', '.git', 'README.md']);

export interface BuildHooks {
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}

/**
 * The program of an implementation, built where it has to be: once for equal sources.
 * @throws CodedError NODE_BUILD_FAILED
 */
export async function buildImplementation(
  implementation: Implementation,
  parameters: Parameters,
  hooks: BuildHooks,
): Promise<NodeProgram> {
  const { manifest, version, folder } = implementation;
  const out = manifest.build ? await built(implementation, hooks) : folder;
  const fill = (text: string): string => filled(text, { here: folder, out, version });
  const [file = '', ...args] = manifest.command.map(fill);
  return {
    name: implementationTitle(implementation),
    ...(implementation.isBare ? {} : { identity: { implementation: manifest.name, version } }),
    command: [located(file, folder), ...args],
    parameters,
    ...(manifest.transport === 'udp' ? { transport: manifest.transport } : {}),
    ...(manifest.links === 'transparent' ? { links: manifest.links } : {}),
    memoryMiB: manifest.memoryMiB,
    folders: [...new Set([folder, out])],
  };
}

async function built(implementation: Implementation, hooks: BuildHooks): Promise<string> {
  const { manifest, version, folder } = implementation;
  const title = implementationTitle(implementation);
  const cache = builtNodesIn(await writableFolder(cacheDirectory(), fallbackCache(), tellOnce));
  const hash = await contentHash([folder, ...foldersBeside(implementation)]);
  const name = [manifest.name, version, hash].filter((part) => part !== '').join('-');
  const target = join(cache, name);
  if (await exists(target)) return target;
  for (const program of manifest.build?.needs ?? []) needs(title, program);
  await mkdir(cache, { recursive: true });
  await removeStaleStagings(cache);
  return inStaging(cache, async (staging) => {
    await withElapsedNotices(`Building ${title}`, hooks.onNotice, () => make(implementation, staging, hooks));
    hooks.signal.throwIfAborted();
    // Two that build the same at once: the first one's stays.
    await rename(join(staging.folder, 'out'), target).catch(async (error: unknown) => {
      if (!(await exists(target))) throw error;
    });
    return target;
  });
}

async function make(implementation: Implementation, staging: Staging, hooks: BuildHooks): Promise<void> {
  const { manifest, version, folder } = implementation;
  const [sources, out] = [join(staging.folder, 'source'), join(staging.folder, 'out')];
  const here = join(sources, basename(folder));
  await mkdir(out, { recursive: true });
  for (const from of [folder, ...foldersBeside(implementation)]) {
    await cp(from, join(sources, basename(from)), {
      recursive: true,
      filter: async (path) => path === from || (!passedOver.has(basename(path)) && (await isSource(path))),
    });
  }
  for (const step of manifest.build?.steps ?? []) {
    const words = step.map((word) => filled(word, { here, out, version }));
    await runStep(words, {
      title: implementationTitle(implementation),
      directory: here,
      staging,
      signal: hooks.signal,
    });
  }
}

/** What the build has besides the manifest's own folder. @throws CodedError NODE_BUILD_FAILED where one is missing */
function foldersBeside(implementation: Implementation): string[] {
  const { manifest, folder } = implementation;
  return (manifest.build?.with ?? []).map((path) => {
    const beside = resolve(folder, path);
    if (statSync(beside, { throwIfNoEntry: false })?.isDirectory()) return beside;
    throw new CodedError(
      'NODE_BUILD_FAILED',
      `${implementationTitle(implementation)} is built with ${path}, and there is no folder ${beside}`,
      { remedy: `Correct build.with in the manifest of ${folder}.` },
    );
  });
}

/** Pipes and sockets are no sources. */
const isSource = async (path: string): Promise<boolean> => {
  const entry = await lstat(path);
  return entry.isFile() || entry.isDirectory() || entry.isSymbolicLink();
};

interface Places {
  readonly here: string;
  readonly out: string;
  readonly version: string;
}

const filled = (text: string, places: Places): string =>
  text.replaceAll(/\{(here|out|version)\}/g, (_, name: keyof Places) => places[name]);

/** A path is one of the manifest's folder; a bare word is looked for on PATH when it is started. */
const located = (file: string, folder: string): string => (file.startsWith('.') ? join(folder, file) : file);

function needs(title: string, program: string): void {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const isThere = folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (isThere) return;
  throw new CodedError(
    'NODE_BUILD_FAILED',
    `${title} is built with ${program}, and there is no ${program} on PATH`,
    {
      remedy: `Install ${program}, or choose another node: \`gossip-bench node list\`.`,
    },
  );
}

/** Over names and contents of all files below these folders, in order. */
async function contentHash(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const add = async (path: string, name: string): Promise<void> => {
    const entries = await readdir(path, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (passedOver.has(entry.name)) continue;
      const below = `${name}/${entry.name}`;
      if (entry.isDirectory()) await add(join(path, entry.name), below);
      else if (entry.isFile())
        hash
          .update(`${below}\0`)
          .update(await readFile(join(path, entry.name)))
          .update('\0');
    }
  };
  for (const [index, folder] of folders.entries()) await add(folder, index === 0 ? '' : basename(folder));
  return hash.digest('hex').slice(0, 16);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
