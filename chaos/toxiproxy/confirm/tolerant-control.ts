import type { NodeId } from '../../../nodes/protocol/types.js';
import type { CanaryControl } from './canaries.js';

/** Nodes may go down while they are asked: what they did not answer is noted, and tells nothing. */
export class TolerantControl {
  readonly silent = new Map<NodeId, string>();
  readonly #control: (node: NodeId) => CanaryControl;

  constructor(control: (node: NodeId) => CanaryControl) {
    this.#control = control;
  }

  readonly of = (node: NodeId): CanaryControl => {
    const control = this.#control(node);
    return {
      probe: (...request) => control.probe(...request).catch((error: unknown) => this.#note(node, error, [])),
      probesReceived: () =>
        control.probesReceived().catch((error: unknown) => this.#note(node, error, new Map())),
    };
  };

  #note<T>(node: NodeId, error: unknown, instead: T): T {
    this.silent.set(node, error instanceof Error ? error.message : String(error));
    return instead;
  }
}
