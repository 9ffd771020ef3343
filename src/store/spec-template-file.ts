import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { specJsonSchema } from '../../bench/spec/input/fields.js';
import { specTemplate } from '../../bench/spec/input/template.js';
import { CodedError } from '../../nodes/coded-error.js';
import { onDisk } from './storage.js';
import { refuseMeasured } from './write-named-file.js';

/**
 * Writes a commented spec, and its JSON Schema beside it.
 * @throws CodedError USAGE where a file is there and `force` is not given
 */
export async function writeSpecTemplate(
  spec: string,
  force: boolean,
): Promise<{ spec: string; schema: string }> {
  const schema = `${spec.slice(0, spec.length - extname(spec).length)}.schema.json`;
  await writeNew(spec, specTemplate(`./${basename(schema)}`), force);
  // The schema is the program's, not the user's: it may always be brought up to date.
  await writeNew(schema, `${JSON.stringify(specJsonSchema(), null, 2)}\n`, true);
  return { spec, schema };
}

async function writeNew(path: string, text: string, force: boolean): Promise<void> {
  await refuseMeasured(path);
  try {
    await writeFile(path, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new CodedError('USAGE', `${path} already exists`, {
        remedy: 'Choose another file, or overwrite this one with --force.',
      });
    }
    await onDisk(path, () => Promise.reject(error));
  }
}
