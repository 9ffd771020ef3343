/** One life of a node, as a harness that speaks lines sees it. */
export interface NodeStreams {
  /** Writes to the node's stdin without waiting. False: it has ended, or has not read for so long that no more is kept for it. */
  say(text: string): boolean;
  /** What its stdout brought since the last call, at most some MiB; undefined: nothing. */
  read(): Buffer | undefined;
  /** Bytes that wait to be read. */
  unreadBytes(): number;
  /** Gives up what waits to be read; how many bytes that were. */
  passOver(): number;
}
