import { serveReader } from '../serve-reader.js';
import { plantedTargets } from './planted-targets.js';

await serveReader(plantedTargets.find(({ name }) => name === process.argv[2])!);
