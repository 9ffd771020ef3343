/** `origin.incarnation.seq`, taken apart. */
export interface UpdateName {
  readonly origin: number;
  readonly incarnation: number;
  readonly seq: number;
}

export function parseUpdateName(name: string): UpdateName {
  const [origin, incarnation, seq] = name.split('.').map(Number);
  return { origin: origin ?? Number.NaN, incarnation: incarnation ?? Number.NaN, seq: seq ?? Number.NaN };
}

/** Names the incarnation of a node that updates come from. */
export const incarnationKey = (origin: number, incarnation: number): string => `${origin}.${incarnation}`;
