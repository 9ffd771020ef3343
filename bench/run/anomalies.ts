import { CodedError } from '../../nodes/coded-error.js';
import type { NodeEvent } from '../../nodes/contract/events.js';
import type { Recorder } from '../journal/recorder.js';
import type { Spec } from '../spec/spec.js';
import type { FaultMemory } from './fault-memory.js';

export interface AnomalyParts {
  readonly reaction: Spec['onAnomaly'];
  readonly memory: FaultMemory;
  readonly recorder: Recorder;
  readonly end: (error: CodedError) => void;
  readonly rollBack: () => void;
}

/** The run's failure listener: reacts as the spec sets to reports of failed nodes that no fault explains. */
export class Anomalies {
  readonly #parts: AnomalyParts;
  #hasReacted = false;

  constructor(parts: AnomalyParts) {
    this.#parts = parts;
  }

  /** An event of the journal of `node`. */
  observe(node: number, event: NodeEvent): void {
    if (event.type !== 'member' || event.change !== 'failed') return;
    const { memory, recorder, reaction } = this.#parts;
    if (memory.explains(event.member, event.tMs) || memory.explains(node, event.tMs)) return;
    const text = `Node n${node} reported n${event.member} failed, and no fault explains it.`;
    recorder.note('anomaly', text);
    if (this.#hasReacted || reaction === 'ignore') return;
    this.#hasReacted = true;
    this.#react(text);
  }

  #react(text: string): void {
    const { reaction, recorder, rollBack, end } = this.#parts;
    if (reaction === 'rollback') {
      recorder.note('rollback', 'Healing all faults and skipping the rest of the chaos window.');
      rollBack();
      return;
    }
    const remedy = `The spec sets onAnomaly: ${reaction}; with ignore, the run continues and counts a false positive.`;
    end(new CodedError('ANOMALY', text, { remedy }));
  }
}
