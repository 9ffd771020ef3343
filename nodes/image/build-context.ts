import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';

/** Where the node image holds what a run executes. */
export const imagePaths = {
  node: '/app/node.mjs',
  gateway: '/app/gateway.mjs',
  load: '/app/load.mjs',
  relay: '/app/udp-relay.mjs',
  toxiproxy: '/app/toxiproxy-server',
} as const;

/** Paths on this machine; `toxiproxy` is absent in an image for direct links. */
export interface ImageSources {
  readonly node: string;
  readonly gateway: string;
  readonly load: string;
  readonly relay: string;
  readonly toxiproxy: string | undefined;
}

/** What the engine's builder is handed, and the hash of all that goes into the image. */
export interface BuildContext {
  readonly hash: string;
  tar(): Readable;
}

/** The node image on top of `base`: a few files and nothing to execute at build time. */
export async function nodeBuildContext(base: string, sources: ImageSources): Promise<BuildContext> {
  const dockerfile = Buffer.from(`FROM ${base}\nCOPY app/ /app/\n`);
  const files: { name: string; content: Buffer }[] = [{ name: 'Dockerfile', content: dockerfile }];
  for (const kind of ['node', 'gateway', 'load', 'relay', 'toxiproxy'] as const) {
    const source = sources[kind];
    if (source !== undefined)
      files.push({ name: imagePaths[kind].slice(1), content: await readFile(source) });
  }
  const hash = createHash('sha256');
  for (const { name, content } of files) hash.update(`${name} ${content.length}\n`).update(content);
  return {
    hash: hash.digest('hex').slice(0, 16),
    tar() {
      const tar = pack();
      for (const { name, content } of files) tar.entry({ name, mode: 0o755, mtime: new Date(0) }, content);
      tar.finalize();
      return Readable.from(tar);
    },
  };
}
