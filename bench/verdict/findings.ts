/** What was found, as sentences; `checked` is what a pass rests on. */
export interface Findings {
  readonly broken: readonly string[];
  readonly unclear: readonly string[];
  readonly checked: readonly string[];
}
