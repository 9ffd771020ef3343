import { open } from 'node:fs/promises';

/** An operating system and a processor, in Go's words: `linux`, `amd64`. */
export interface Platform {
  readonly os: string;
  readonly arch: string;
}

const goNames: Readonly<Record<string, string>> = {
  win32: 'windows',
  sunos: 'solaris',
  x64: 'amd64',
  ia32: '386',
  x86_64: 'amd64',
  aarch64: 'arm64',
};

const goName = (name: string): string => goNames[name] ?? name;

/** The same platform in Go's words, whatever the words of Node, uname or an engine were. */
export const goPlatform = ({ os, arch }: Platform): Platform => ({ os: goName(os), arch: goName(arch) });

export const hostPlatform = (): Platform => goPlatform({ os: process.platform, arch: process.arch });

export const isHost = ({ os, arch }: Platform): boolean => {
  const host = hostPlatform();
  return os === host.os && arch === host.arch;
};

export const platformText = ({ os, arch }: Platform): string => `${os}/${arch}`;

/** ELF's e_machine (gabi 4.1, "ELF Header") and Mach-O's cputype, for the processors that Toxiproxy is built for. */
const elfMachines: Readonly<Record<number, string>> = { 3: '386', 40: 'arm', 62: 'amd64', 183: 'arm64' };
const machCpuTypes: Readonly<Record<number, string>> = { 16777223: 'amd64', 16777228: 'arm64' };

/**
 * For which platform an executable was built, by its header; undefined where the header does not tell. ELF files are
 * taken for Linux: their header does not tell the BSDs apart.
 */
export async function executablePlatform(path: string): Promise<Platform | undefined> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(20), 0, 20, 0);
    return bytesRead < 20 ? undefined : readHeader(buffer);
  } finally {
    await file.close();
  }
}

function readHeader(header: Buffer): Platform | undefined {
  if (header.readUInt32BE(0) === 0x7f454c46) {
    const arch = elfMachines[header[5] === 2 ? header.readUInt16BE(18) : header.readUInt16LE(18)];
    return arch === undefined ? undefined : { os: 'linux', arch };
  }
  if (header.readUInt32LE(0) === 0xfeedfacf) {
    const arch = machCpuTypes[header.readUInt32LE(4)];
    return arch === undefined ? undefined : { os: 'darwin', arch };
  }
  return undefined;
}
