/** One thing that is wrong with a chaos section: where, as keys and indices inside the section, and what. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly text: string;
}
