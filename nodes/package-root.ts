import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether these are the sources (under tsx or a test), and not what the build made of them. */
export const runsFromSource = import.meta.url.endsWith('.ts');

/** The folder of package.json, seen from the sources and from dist/ alike. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${import.meta.url}`);
    folder = parent;
  }
  return folder;
}

/** One of the files that the build makes for what starts as a process or a container of its own. */
export const bundlePath = (name: 'node' | 'gateway' | 'guard' | 'load' | 'udp-relay'): string =>
  join(packageRoot(), 'dist', 'bundle', `${name}.mjs`);

/** The program that the build makes of a source, for whoever starts it: `path` from the package's folder, without its ending. */
export const builtProgram = (path: string): string => join(packageRoot(), 'dist', `${path}.js`);

export function programVersion(): string {
  const manifest = readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
