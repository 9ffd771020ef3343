/** A contradiction between fields: who can be blamed, in order, and what to say. */
export interface Contradiction {
  readonly fields: readonly [string, ...string[]];
  readonly text: string;
}
