import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { StartedNode } from '../../contract/testing/test-cluster.js';

/** The node's program, bundled from its source into a folder that `remove` takes away. */
export async function bundleNode(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'gossip-bench-node-'));
  const path = join(directory, 'node.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../main.ts', import.meta.url))],
    outfile: path,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    banner: {
      js: "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return { path, remove: () => rm(directory, { recursive: true }) };
}

/** The node as a process of its own, with nothing in its environment but what is given. */
export function spawnNode(path: string, environment: Readonly<Record<string, string>>): StartedNode {
  const child = spawn(process.execPath, [path], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<Awaited<StartedNode['ended']>>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, output }));
  });
  return { signal: (name) => child.kill(name), ended };
}
