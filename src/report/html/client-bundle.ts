import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { buildSync } from 'esbuild';
import { CodedError } from '../../../nodes/coded-error.js';
import { packageRoot, runsFromSource } from '../../../nodes/package-root.js';

const require = createRequire(import.meta.url);

/** Where the build puts the page's script. */
export const clientPath = join(packageRoot(), 'dist/bundle/client.js');

/** The script's source; a package that was built and installed does not have it. */
const clientSource = join(packageRoot(), 'src/report/html/client/hydrate.ts');

/** To be kept in what contains echarts. */
export const notices = `/*! Contains Apache ECharts (Copyright The Apache Software Foundation, Apache License 2.0), zrender (Copyright Baidu Inc., BSD-3-Clause) and tslib (Copyright Microsoft Corporation, 0BSD). */`;

/** Bundles the page's script: echarts without what the report does not draw with, in one file that loads nothing. */
export function bundleClient(): string {
  if (!existsSync(clientSource)) {
    throw new CodedError('STORAGE', `no script for the report at ${clientPath}`, {
      remedy: 'run `npm run build` again',
    });
  }
  // Of the developers' packages, and loaded only here: who uses what was built does not have it.
  const esbuild = require('esbuild') as { readonly buildSync: typeof buildSync };
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [clientSource],
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
  script ??= !runsFromSource && existsSync(clientPath) ? readFileSync(clientPath, 'utf8') : bundleClient();
  return script;
}
