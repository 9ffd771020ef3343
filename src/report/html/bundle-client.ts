import { writeFileSync } from 'node:fs';
import { bundleClient, bundlePath } from './client-bundle.js';

/** A step of the build: writes the page's script beside the compiled report. */
writeFileSync(bundlePath, bundleClient());
