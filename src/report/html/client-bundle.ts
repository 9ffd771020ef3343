import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { CodedError } from '../../../nodes/coded-error.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where the build puts the page's script: beside this module. */
export const bundlePath = here('./client.js');

/** The script's source as seen from src/ and from dist/src/. */
const sources = [here('./client/hydrate.ts'), here('../../../../src/report/html/client/hydrate.ts')];

/** To be kept in what contains echarts. */
export const notices = `/*! Contains Apache ECharts (Copyright The Apache Software Foundation, Apache License 2.0), zrender (Copyright Baidu Inc., BSD-3-Clause) and tslib (Copyright Microsoft Corporation, 0BSD). */`;

/** Bundles the page's script: echarts without what the report does not draw with, in one file that loads nothing. */
export function bundleClient(): string {
  const source = sources.find((path) => existsSync(path));
  if (source === undefined) {
    throw new CodedError('STORAGE', `no script for the report at ${bundlePath}`, {
      remedy: 'run npm run build again',
    });
  }
  const { outputFiles } = buildSync({
    entryPoints: [source],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    banner: { js: notices },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}

let script: string | undefined;

/** The page's script: the one that the build made, or, when running from source, bundled on first use. */
export function clientScript(): string {
  script ??= existsSync(bundlePath) ? readFileSync(bundlePath, 'utf8') : bundleClient();
  return script;
}
