/** Something because of which the run's figures do not support a claim. */
export interface Disturbance {
  readonly kind:
    | 'incomplete'
    | 'saturated'
    | 'late'
    | 'journalLost'
    | 'journalIncomplete'
    | 'specChanged'
    | 'harnessStopped'
    | 'faultMissing'
    | 'faultUntested'
    | 'clock'
    | 'faultUnconfirmed'
    | 'partitionLeaked';
  /** A full sentence, with figures. */
  readonly text: string;
}
