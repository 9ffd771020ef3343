import { readFile } from 'node:fs/promises';
import type { SpecDocument } from '../../bench/spec/input/document.js';
import { parseSpecYaml } from '../../bench/spec/input/document.js';
import { CodedError } from '../../nodes/coded-error.js';

/** @throws CodedError USAGE where the file cannot be read, or is no YAML with fields */
export const readSpecFile = async (path: string): Promise<SpecDocument> =>
  parseSpecYaml(await readSpecText(path), path);

/** @throws CodedError USAGE where the file cannot be read */
export function readSpecText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new CodedError('USAGE', `cannot read the spec ${path}: ${reason}`, {
      remedy: 'Give a YAML file; `gossip-bench init` writes one to start from.',
      cause: error,
    });
  });
}
