import { open } from 'node:fs/promises';

/** The last lines of a log file, for an error's message; empty when the file cannot be read. */
export async function logTail(path: string, lines = 10, maxBytes = 8192): Promise<string> {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    const length = Math.min(size, maxBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n').slice(-lines).join('\n');
  } catch (error) {
    // An error is being reported already; that its log is unreadable is part of it.
    return `(no log at ${path}: ${error instanceof Error ? error.message : String(error)})`;
  }
}
