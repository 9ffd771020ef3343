import type fc from 'fast-check';

/** One kind of input that the program reads from somebody else. */
export interface Target {
  readonly name: string;
  /** Inputs near to what is right; made once, since their seeds are measured. */
  readonly inputs: () => Promise<fc.Arbitrary<string>>;
  /** Reads the input as the program does. Any error but a CodedError is a finding. */
  readonly read: (input: string) => unknown;
}
