import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Bytes of a file of results that is read at once. */
const mostBytes = 256 * 2 ** 20;

const plainly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * The text of a file in a folder of results, which may come from anybody: links are not followed, and pipes, devices and files above 256 MiB are
 * refused.
 * @throws the system's error, or one in words
 */
export async function readPlainFile(path: string): Promise<string> {
  const file = await open(path, plainly).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ELOOP' ? new Error(`${path} is a link, and links are not followed`) : error;
  });
  try {
    const entry = await file.stat();
    if (!entry.isFile()) throw new Error(`${path} is not a plain file`);
    if (entry.size > mostBytes) throw new Error(`${path} has ${entry.size} bytes: at most ${mostBytes}`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
