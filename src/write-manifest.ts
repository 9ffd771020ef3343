import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Plugin } from '@oclif/core';
import { packageRoot } from '../nodes/package-root.js';

/** Lists the commands for oclif, at the end of the build: without it every command is loaded at every start. */
const root = packageRoot();
const plugin = new Plugin({ root, ignoreManifest: true, errorOnManifestCreate: true });
await plugin.load();
await writeFile(join(root, 'oclif.manifest.json'), `${JSON.stringify(plugin.manifest, null, 2)}\n`);
