import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Plugin } from '@oclif/core';
import prettyBytes from 'pretty-bytes';
import { bundleAll } from '../../nodes/image/bundle.js';
import { packageRoot, programVersion } from '../../nodes/package-root.js';
import { bundleClient, clientPath } from '../report/html/client-bundle.js';
import { bundlePrograms } from './programs.js';

const root = packageRoot();

/** Lists the commands for oclif: without it every command is loaded at every start. */
async function writeManifest(): Promise<void> {
  const plugin = new Plugin({ root, ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  await writeFile(join(root, 'oclif.manifest.json'), `${JSON.stringify(plugin.manifest, null, 2)}\n`);
}

/** The bundler writes plain files, and npx marks a command executable only when it sees the folder for the first time. */
async function makeCommandExecutable(): Promise<void> {
  await chmod(join(root, 'dist/src/cli.js'), 0o755);
}

const chunks = await bundlePrograms(root, join(root, 'dist'));
const bytes = chunks.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0);
process.stdout.write(`dist/ ${chunks.length} programs, commands and chunks, ${prettyBytes(bytes)}\n`);
for (const { outfile, bytes } of await bundleAll(root, programVersion()))
  process.stdout.write(`${outfile} ${prettyBytes(bytes)}\n`);
await writeFile(clientPath, bundleClient());
await writeManifest();
await makeCommandExecutable();
