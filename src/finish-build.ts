import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Plugin } from '@oclif/core';
import { packageRoot } from '../nodes/package-root.js';

const root = packageRoot();

/** Lists the commands for oclif: without it every command is loaded at every start. */
async function writeManifest(): Promise<void> {
  const plugin = new Plugin({ root, ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  await writeFile(join(root, 'oclif.manifest.json'), `${JSON.stringify(plugin.manifest, null, 2)}\n`);
}

/** The compiler writes plain files, and npx marks a command executable only when it sees the folder for the first time. */
async function makeCommandExecutable(): Promise<void> {
  await chmod(join(root, 'dist/src/cli.js'), 0o755);
}

await writeManifest();
await makeCommandExecutable();
