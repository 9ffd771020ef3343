import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SpecDocument } from '../../bench/spec/input/document.js';
import { parseSpecYaml } from '../../bench/spec/input/document.js';
import { CodedError } from '../../nodes/coded-error.js';
import { packageRoot } from '../../nodes/package-root.js';
import { boundedText } from './bounded-text.js';

/** In the place of a file's path: the spec comes from standard input. */
export const standardInput = '-';

/** How messages name the file of a spec. */
export const specFileName = (path: string): string => (path === standardInput ? 'stdin' : path);

/** @throws CodedError USAGE where the file cannot be read, or is no YAML with fields */
export const readSpecFile = async (path: string): Promise<SpecDocument> =>
  parseSpecYaml(await readSpecText(path), specFileName(path));

let standardInputText: Promise<string> | undefined;

/** What was read of standard input as a spec; undefined where nothing was. */
export const readFromStandardInput = (): Promise<string> | undefined => standardInputText;

/** `-` reads standard input, once for all who ask. @throws CodedError USAGE where the file cannot be read, or is no spec by its size */
export async function readSpecText(path: string): Promise<string> {
  try {
    if (path !== standardInput) return await boundedText(createReadStream(path), path);
    standardInputText ??= boundedText(process.stdin, specFileName(path));
    return await standardInputText;
  } catch (error) {
    if (error instanceof CodedError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : message;
    throw new CodedError('USAGE', `cannot read the spec ${path}: ${reason}`, {
      remedy: remedyFor(path),
      cause: error,
    });
  }
}

/** The name of a scenario or a suite in the place of a file is an argument of another command. */
function remedyFor(path: string): string {
  if (isShipped('chaos', 'scenarios', path)) {
    return `${path} is a scenario: \`gossip-bench chaos run ${path}\`.`;
  }
  if (isShipped('bench', 'suites', path)) return `${path} is a suite: \`gossip-bench nightly ${path}\`.`;
  return 'Give a YAML file, or - for standard input; `gossip-bench init` writes one to start from.';
}

const isShipped = (room: string, folder: string, name: string): boolean =>
  /^[\w-]+$/.test(name) && existsSync(join(packageRoot(), room, folder, `${name}.yaml`));
