/** What a lifecycle fault asks of the cluster, at its beginning and at its end. */
export interface NodeCommand {
  readonly verb: 'kill' | 'stop' | 'pause' | 'resume' | 'restart';
  /** Only with restart: the node comes back with what it held (true) or empty (false). */
  readonly keepState?: boolean;
}

export interface LifecycleCommands {
  readonly apply: NodeCommand;
  readonly heal: NodeCommand;
}
