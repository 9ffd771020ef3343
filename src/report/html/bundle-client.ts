import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { bundleClient, bundlePath, notices } from './client-bundle.js';

/** A step of the build: writes the page's script beside the compiled report. */
writeFileSync(bundlePath, bundleClient());

/** Makes one file of echarts' six hundred: every command that may write a report loads it when it starts. */
const echartsParts = fileURLToPath(new URL('./charts/echarts-parts.js', import.meta.url));
buildSync({
  entryPoints: [echartsParts],
  outfile: echartsParts,
  allowOverwrite: true,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  banner: { js: notices },
  logLevel: 'error',
});
