import { readFile } from 'node:fs/promises';

/** A file of /proc or /etc; undefined where the system has none. */
export async function readSystemFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    // Not Linux, or hidden from this container.
    return undefined;
  }
}

/** `MemAvailable` of /proc/meminfo, MiB. */
export function parseAvailableMiB(meminfo: string): number | undefined {
  const kibibytes = /^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1];
  return kibibytes === undefined ? undefined : Math.floor(Number(kibibytes) / 1024);
}

/** The hard limit of open files in /proc/self/limits, up to which Node and Go raise their own. */
export function parseOpenFileLimit(limits: string): number | undefined {
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits)?.[1];
  if (hard === 'unlimited') return Number.POSITIVE_INFINITY;
  return hard === undefined ? undefined : Number(hard);
}

/** The fields of /etc/os-release, unquoted. */
export function parseOsRelease(text: string): ReadonlyMap<string, string> {
  const lines = text.matchAll(/^([A-Z_]+)=(?:"(.*)"|'(.*)'|(.*))$/gm);
  return new Map(
    [...lines].map(([, key = '', ...values]) => [key, values.find((value) => value !== undefined) ?? '']),
  );
}
