import { serveReader } from './serve-reader.js';
import { targetOf } from './targets.js';

await serveReader(targetOf(process.argv[2] ?? ''));
