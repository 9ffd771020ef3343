import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** A program of its own as one file: `entry` without its ending, `outfile` beside the others. */
export interface BundleEntry {
  readonly entry: string;
  readonly outfile: string;
}

/** Everything that starts as a process or in a container of its own. Paths from the package's folder. */
export const bundleEntries: readonly BundleEntry[] = [
  { entry: 'nodes/reference/main', outfile: 'dist/bundle/node.mjs' },
  { entry: 'nodes/runtime/clean-up/guard', outfile: 'dist/bundle/guard.mjs' },
  { entry: 'nodes/runtime/docker/gateway/gateway-main', outfile: 'dist/bundle/gateway.mjs' },
  { entry: 'chaos/udp-relay/relay/main', outfile: 'dist/bundle/udp-relay.mjs' },
  { entry: 'bench/workload/autocannon/main', outfile: 'dist/bundle/load.mjs' },
];

/** Dependencies in CommonJS call require, which ESM does not have. */
const requireBanner =
  "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);";

/** zod brings its messages in 50 languages: half of a node's bundle, and 10 ms of CPU at each start. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup(plugin) {
    plugin.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
      loader: 'js',
    }));
  },
};

/** Bundles one entry. `from` is the entry's source; the answer is the size in bytes. */
export async function bundle(from: string, outfile: string, version: string): Promise<number> {
  await build({
    entryPoints: [from],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    legalComments: 'none',
    banner: { js: requireBanner },
    define: { 'process.env.GOSSIP_BENCH_VERSION': JSON.stringify(version) },
    plugins: [englishOnly],
    logLevel: 'warning',
  });
  return (await stat(outfile)).size;
}

/** Bundles all of them under the package's folder; the answer is what each takes, bytes. */
export async function bundleAll(
  root: string,
  version: string,
): Promise<{ outfile: string; bytes: number }[]> {
  const made: { outfile: string; bytes: number }[] = [];
  for (const { entry, outfile } of bundleEntries)
    made.push({ outfile, bytes: await bundle(join(root, `${entry}.ts`), join(root, outfile), version) });
  return made;
}
