import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { type Pack, pack } from 'tar-stream';

/** Where the image's Node is, whatever base it has; `node:*` images have it there, too. */
export const nodePath = '/usr/local/bin/node';

/** A file of this machine, and its place in the image. */
export interface RootFile {
  readonly source: string;
  readonly target: string;
}

/** What this machine's Node needs to run on an otherwise empty root: itself, and the libraries that ldd names. */
export async function hostRootFiles(): Promise<RootFile[]> {
  const { stdout } = await promisify(execFile)('ldd', [process.execPath]);
  const libraries = parseLdd(stdout).map((path) => ({ source: path, target: path }));
  return [{ source: process.execPath, target: nodePath }, ...libraries];
}

/** Paths in the output of ldd: `name => /path (0x…)`, and the loader's own line `/path (0x…)`. */
export function parseLdd(output: string): string[] {
  const paths = output.split('\n').map((line) => /(?:=>\s+|^\s*)(\/\S+)\s+\(0x/.exec(line)?.[1]);
  return paths.filter((path) => path !== undefined);
}

/**
 * Identity of the base: versions, and path, size and time of each file. Reading 100 MB at every start would say no
 * more: another Node at the same path has another size or another time.
 */
export async function hostRootFingerprint(files: readonly RootFile[]): Promise<string> {
  const hash = createHash('sha256').update(`${process.version} ${process.arch}`);
  for (const { source, target } of files) {
    const { size, mtimeMs } = await stat(source);
    hash.update(`\n${source} ${target} ${size} ${mtimeMs}`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** The root file system as a tar stream: the files, and the directories that a container expects. */
export function hostRootTar(files: readonly RootFile[]): Readable {
  const tar = pack();
  for (const name of ['tmp', 'proc', 'sys', 'dev', 'etc']) {
    tar.entry({ name, type: 'directory', mode: name === 'tmp' ? 0o1777 : 0o755 });
  }
  // A failure to read a file ends the stream with it; the engine's import fails then.
  addFiles(tar, files).catch((error: Error) => tar.destroy(error));
  return Readable.from(tar);
}

async function addFiles(tar: Pack, files: readonly RootFile[]): Promise<void> {
  for (const { source, target } of files) {
    const { size } = await stat(source);
    await pipeline(createReadStream(source), tar.entry({ name: target.slice(1), mode: 0o755, size }));
  }
  tar.finalize();
}
