import { readFile } from 'node:fs/promises';

/**
 * Datagrams that the system dropped at each local UDP port since it was opened, mostly for want of room in the socket's buffer (proc(5), net/udp,
 * last column); undefined where there is no such table. Ports where it dropped none are left out.
 */
export async function missedByPort(
  table = '/proc/net/udp',
): Promise<ReadonlyMap<number, number> | undefined> {
  try {
    return missedIn(await readFile(table, 'latin1'));
  } catch {
    // Not Linux.
    return undefined;
  }
}

export function missedIn(table: string): ReadonlyMap<number, number> {
  const missed = new Map<number, number>();
  for (const line of table.split('\n').slice(1)) {
    const fields = line.trim().split(/\s+/);
    const drops = Number(fields.at(-1));
    const port = Number.parseInt(fields[1]?.split(':')[1] ?? '', 16);
    if (drops > 0 && port > 0) missed.set(port, (missed.get(port) ?? 0) + drops);
  }
  return missed;
}
