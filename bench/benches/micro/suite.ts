import type { Bench } from 'tinybench';

/** A group of micro benches that share what they work on. */
export interface MicroSuite {
  readonly name: string;
  readonly addTo: (bench: Bench) => void;
}
