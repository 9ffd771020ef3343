/**
 * The base of every error that gossip-bench raises on purpose: a stable `code`, what went wrong in the
 * message, and what the user can do about it in `remedy`. The one map from code to exit code is src/command-line/exit-codes.ts.
 */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly remedy: string | undefined;

  constructor(code: ErrorCode, message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'CodedError';
    this.code = code;
    this.remedy = options.remedy;
  }
}

export type ErrorCode =
  /** A wrong flag, or a spec that cannot be run. */
  | 'USAGE'
  /** No engine answers where one is needed, or it went away in mid-run. */
  | 'ENGINE_UNAVAILABLE'
  /** The node image is missing and cannot be built. */
  | 'IMAGE_UNAVAILABLE'
  /** No Toxiproxy server was found or could be got. */
  | 'TOXIPROXY_UNAVAILABLE'
  /** Toxiproxy ended, or stopped answering, in mid-run. */
  | 'TOXIPROXY_LOST'
  /** The program of the UDP relays ended, or stopped answering. */
  | 'RELAY_LOST'
  /** The engine or its kernel cannot redirect what nodes send to their peers. */
  | 'TRANSPARENT_LINKS_UNAVAILABLE'
  /** The program of a node could not be built: a toolchain is missing, or it failed. */
  | 'NODE_BUILD_FAILED'
  /** A port that the run needs is taken. */
  | 'PORT_TAKEN'
  /** A node ended before it was healthy. */
  | 'NODE_START_FAILED'
  /** A node ended in mid-run although no fault asked for it. */
  | 'NODE_CRASHED'
  /** Nodes ended since the harness was silent for longer than their lease: it was stopped, or starved. */
  | 'HARNESS_STOPPED'
  /** A node was reported failed, no fault explained it, and the spec asked for an end. */
  | 'ANOMALY'
  /** A node did not answer its control API in time. */
  | 'NODE_UNREACHABLE'
  /** A node took no write now, and said so (503): back-pressure. */
  | 'NODE_BUSY'
  /** The load generator's process ended in mid-run. */
  | 'LOAD_GENERATOR_LOST'
  /** A write to disk failed: full, read-only, no permission. */
  | 'STORAGE'
  /** A run folder or journal cannot be read. */
  | 'RUN_UNREADABLE'
  /** Ctrl-C or SIGTERM. */
  | 'INTERRUPTED';
