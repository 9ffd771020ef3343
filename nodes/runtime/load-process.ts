import type { NodeId } from '../protocol/types.js';

/** The load generator's process, where it reaches every node. It is spoken to in lines of JSON. */
export interface LoadProcess {
  /** `host:port` of each node's control API, as the generator reaches it. */
  readonly targets: ReadonlyMap<NodeId, string>;
  /** Of the control API. */
  readonly token: string;
  /** Its output, until it has ended. */
  readonly lines: AsyncIterable<string>;
  /** The last that it wrote to standard error. */
  lastLog(): string;
  send(line: string): void;
  /** Ends it, and waits until it is gone. Idempotent. */
  end(): Promise<void>;
}
