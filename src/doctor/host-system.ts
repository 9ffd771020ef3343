import { readFileSync } from 'node:fs';

/** What decides how something is installed and started here. */
export interface HostSystem {
  readonly platform: NodeJS.Platform;
  /** As people call it: `Debian GNU/Linux 12 (bookworm)`. */
  readonly name: string;
  /** Debian, or one of those that are made from it: apt-get and its packages are there. */
  readonly debianLike: boolean;
  readonly root: boolean;
  /** systemd starts the daemons here. */
  readonly systemd: boolean;
}

export function readHostSystem(): HostSystem {
  const release = parseOsRelease(readOr('/etc/os-release', ''));
  return {
    platform: process.platform,
    name: release.PRETTY_NAME ?? process.platform,
    debianLike: process.platform === 'linux' && isDebianLike(release),
    root: process.getuid?.() === 0,
    systemd: readOr('/proc/1/comm', '').trim() === 'systemd',
  };
}

/** os-release(5): `NAME=value` a line, the value as a shell would read it. */
export function parseOsRelease(text: string): Readonly<Record<string, string>> {
  const lines = text.matchAll(/^([A-Z][A-Z0-9_]*)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s#]*))/gm);
  return Object.fromEntries(
    [...lines].map(([, name, double, single, bare]) => [
      name,
      double?.replace(/\\(.)/g, '$1') ?? single ?? bare ?? '',
    ]),
  );
}

export function isDebianLike({ ID = '', ID_LIKE = '' }: Readonly<Record<string, string>>): boolean {
  return [ID, ...ID_LIKE.split(/\s+/)].includes('debian');
}

function readOr(path: string, absent: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not on this operating system.
    return absent;
  }
}
