import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CodedError } from '../coded-error.js';
import { packageRoot } from '../package-root.js';
import { type Manifest, manifestSchema } from './manifest.js';
import { readManifest } from './read-manifest.js';

/** The name of the project's own node. */
export const referenceName = 'reference';

const manifestName = 'gossip-node.yaml';

/** An implementation as it was named: shipped, or somebody's own. */
export interface Implementation {
  readonly manifest: Manifest;
  /** The chosen one of its versions; empty where it has none. */
  readonly version: string;
  /** Where its manifest and sources are. */
  readonly folder: string;
  /** An executable without a manifest: its name is the file's, whatever it calls itself. */
  readonly isBare: boolean;
}

/** Name and version. */
export const implementationTitle = ({ manifest, version }: Implementation): string =>
  version === '' ? manifest.name : `${manifest.name} ${version}`;

const adaptersFolder = (): string => join(packageRoot(), 'nodes', 'adapters');

/** Names of the shipped adapters. */
export function shippedNames(): string[] {
  return readdirSync(adaptersFolder(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(adaptersFolder(), entry.name, manifestName)))
    .map(({ name }) => name)
    .sort();
}

/**
 * `memberlist`, `memberlist@0.6`, or the path of an executable, of a manifest, or of a folder with one.
 * @throws CodedError USAGE
 */
export function findImplementation(named: string): Implementation {
  const [name = '', wanted] = named.split('@');
  if (/^[a-z0-9][a-z0-9-]*$/.test(name) && !existsSync(resolve(named))) {
    const shipped = shippedNames();
    if (!shipped.includes(name)) {
      throw unknown(
        `there is no node '${named}': neither a file, nor one of ${[referenceName, ...shipped].join(', ')}`,
      );
    }
    return versionOf(join(adaptersFolder(), name, manifestName), wanted);
  }
  return ofPath(named);
}

function ofPath(named: string): Implementation {
  const at = named.lastIndexOf('@');
  const hasVersion = !existsSync(resolve(named)) && at > 0;
  const path = resolve(hasVersion ? named.slice(0, at) : named);
  const wanted = hasVersion ? named.slice(at + 1) : undefined;
  if (!existsSync(path)) throw unknown(`there is no file ${path}`);
  if (statSync(path).isDirectory()) {
    const manifest = join(path, manifestName);
    if (!existsSync(manifest)) throw unknown(`${path} has no ${manifestName}`);
    return versionOf(manifest, wanted);
  }
  if (/\.ya?ml$/.test(path)) return versionOf(path, wanted);
  return executable(path);
}

/** A program without a manifest has no parameters that anybody knows of. */
function executable(path: string): Implementation {
  try {
    accessSync(path, constants.X_OK);
  } catch (error) {
    throw unknown(`${path} is not executable: chmod +x it, or name its gossip-node.yaml`, error);
  }
  const name =
    basename(path)
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'node';
  const manifest = manifestSchema.parse({ name: name.slice(0, 63), command: [path] });
  return { manifest, version: '', folder: dirname(path), isBare: true };
}

function versionOf(path: string, wanted: string | undefined): Implementation {
  const manifest = readManifest(path);
  const { name, versions } = manifest;
  const version =
    wanted === undefined
      ? (versions[0] ?? '')
      : versions.find((one) => one === wanted || one.startsWith(`${wanted}.`));
  if (version === undefined) {
    const known = versions.length > 0 ? `it has ${versions.join(', ')}` : 'it has only one';
    throw unknown(`${name} has no version ${wanted}; ${known}`);
  }
  return { manifest, version, folder: dirname(resolve(path)), isBare: false };
}

const unknown = (text: string, cause?: unknown): CodedError =>
  new CodedError('USAGE', text, { remedy: 'See `gossip-bench node list`.', cause });
