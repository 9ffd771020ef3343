import { join } from 'node:path';
import { type OutputChunk, rolldown } from 'rolldown';
import { glob } from 'tinyglobby';
import { notices } from '../report/html/client-bundle.js';

/** Sources of what is started as a process or a thread of its own, and shares code with the command line. */
export const programs: readonly string[] = [
  'src/cli.ts',
  // oclif loads it by its path.
  'src/command-line/fitted-help.ts',
  'bench/benches/main.ts',
  'bench/benches/harness-run.ts',
  'bench/benches/sim-epidemic.ts',
  'bench/benches/sim-load.ts',
  'bench/validation/main.ts',
  'bench/search/simulations/worker-main.ts',
  'nodes/runtime/docker/removal/reaper-main.ts',
];

/** Part of the program: echarts is six hundred files, and the last holds the bundler's own helpers. Every other package is loaded as it is. */
const bundledPackages = /^(echarts|zrender|tslib|@oxc-project\/runtime)(\/|$)/;

/**
 * Makes the command line's programs and commands, each at the path of its source, and few chunks of what they share:
 * hundreds of files take Node a third of a second at each start, and calls between modules cost a simulation a twentieth
 * of its time.
 */
export async function bundlePrograms(root: string, outputFolder: string): Promise<readonly OutputChunk[]> {
  const commands = await glob('src/commands/**/*.ts', { cwd: root, ignore: '**/*.test.ts' });
  const sources = [...programs, ...commands];
  const bundle = await rolldown({
    cwd: root,
    input: Object.fromEntries(sources.map((path) => [path.replace(/\.ts$/, ''), join(root, path)])),
    platform: 'node',
    transform: { target: 'node20' },
    tsconfig: join(root, 'tsconfig.json'),
    external: (id) => /^[^./]/.test(id) && !bundledPackages.test(id),
  });
  try {
    const { output } = await bundle.write({
      dir: outputFolder,
      format: 'esm',
      sourcemap: true,
      cleanDir: true,
      chunkFileNames: 'chunks/[name]-[hash].js',
      banner: ({ moduleIds }) => (moduleIds.some((id) => id.includes('/node_modules/')) ? notices : ''),
    });
    return output.filter((file) => file.type === 'chunk');
  } finally {
    await bundle.close();
  }
}
