/** What `doctor --fix` did about one thing. */
export interface FixResult {
  readonly name: string;
  /** `refused`: it cannot be done here, and nothing was changed. `done` only where something was changed. */
  readonly outcome: 'done' | 'failed' | 'refused';
  readonly text: string;
  /** What to do instead, one step a line. */
  readonly remedy?: string;
}
