/** What became of one update, in the figures of Demers 1987, section 1.4. */
export interface EpidemicOutcome {
  /** Share of the sites that never got it: s. */
  readonly residue: number;
  /** Copies sent per site: m. */
  readonly traffic: number;
  /** Mean cycle of receipt over the sites that got it: t_ave. */
  readonly tAve: number;
  /** Cycle of the last receipt: t_last. */
  readonly tLast: number;
}

/** The cycle of a site that has not got the update. The origin has it in cycle 0. */
export const never = -1;

export function outcomeOf(receivedIn: Int32Array, copies: number): EpidemicOutcome {
  const cycles = receivedIn.filter((cycle) => cycle !== never);
  return {
    residue: 1 - cycles.length / receivedIn.length,
    traffic: copies / receivedIn.length,
    tAve: cycles.reduce((sum, cycle) => sum + cycle, 0) / cycles.length,
    tLast: cycles.reduce((last, cycle) => Math.max(last, cycle), 0),
  };
}
