import type { Parameters } from './messages.js';

/** A program of others that speaks contract 2, ready to be started. The reference node needs none. */
export interface NodeProgram {
  /** Its name and version, for messages. */
  readonly name: string;
  /** What its manifest says that it is, which `ready` must say too; the version is empty where it has none. Absent of a program without a manifest. */
  readonly identity?: { readonly implementation: string; readonly version: string };
  /** The executable and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** What it gets with `init`. */
  readonly parameters: Parameters;
  /** It sends datagrams: `udp` where its links are to carry them, too. */
  readonly transport?: 'udp' | undefined;
  /** Absent: it dials the addresses that it is told, whatever they are. `transparent`: it dials those that its peers tell. */
  readonly links?: 'transparent' | undefined;
  /** The least memory that a node of it needs, MiB. */
  readonly memoryMiB: number;
  /** Folders that hold what it runs from, for a container. */
  readonly folders: readonly string[];
}
