/** Canary figures over the touched links; a field is absent where nothing could be measured. */
export interface Measured {
  readonly probes: number;
  /** One-way delay over answered probes, ms: median and 5th to 95th percentile. */
  readonly latencyMs?: { readonly p50: number; readonly p05: number; readonly p95: number };
  /** What a loss is drawn for; absent in virtual time. */
  readonly lossPer?: 'connection' | 'datagram';
  /** Share of probes lost per direction, 0 to 1, with a 95 % interval (Wilson). */
  readonly loss?: { readonly fraction: number; readonly low: number; readonly high: number };
}
