/** What a process holds at one moment. */
export interface Holdings {
  readonly descriptors: number;
  /** Processes that it started, and theirs, which live. */
  readonly children: number;
  /** After a full garbage collection, bytes. */
  readonly heapBytes: number;
  /** In the folder for temporary files. */
  readonly temporaryFiles: number;
}

/** A pool or a lazily opened file may come late; what is left of every cycle is more. */
const mostDescriptors = 4;
/** Compiled code and caches grow for a while. */
const mostHeapBytes = 8 * 2 ** 20;

/** What grew by more than chance between the first cycles and the last, a sentence each. */
export function leaksBetween(before: Holdings, after: Holdings): string[] {
  const grown = (name: keyof Holdings): number => after[name] - before[name];
  const leak = (name: string, count: number, most: number): string[] =>
    count > most
      ? [`${name} grew by ${count.toLocaleString('en-US')}, more than ${most.toLocaleString('en-US')}.`]
      : [];
  return [
    ...leak('Descriptors', grown('descriptors'), mostDescriptors),
    ...leak('Child processes', grown('children'), 0),
    ...leak('The heap, in bytes,', grown('heapBytes'), mostHeapBytes),
    ...leak('Temporary files', grown('temporaryFiles'), 0),
  ];
}
