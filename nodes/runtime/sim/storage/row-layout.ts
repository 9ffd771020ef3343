import type { PlainCounters } from '../../../protocol/node/counters.js';

/** Numbers are doubles; each has room for two whole numbers of 32 bits. */
export const wholesPerNumber = 2;
/** Rows begin at multiples of so many numbers, 64 bytes: those of a cache line. */
export const lineNumbers = 8;
/** Where the first one begins: what C libraries allocate much memory for begins 16 bytes behind the beginning of a line. */
export const firstNumber = 6;

/** At the head of a row: bytes sent and received, then as wholes the messages sent and received, the node's place and its incarnation. */
export const headNumbers = 4;
export const headWhole = { messagesSent: 4, messagesReceived: 5, place: 6, incarnation: 7 };

/** Most answers to pushes that there is room for: a node that waits for more stays awake. */
export const mostAwaited = 4;
/** As many as a rumor remembers. */
export const mostHolders = 15;

const firstWhole = headNumbers * wholesPerNumber;
let next = firstWhole;
const take = (count = 1): number => {
  next += count;
  return next - count;
};

/** Where each whole number is in a row, what most steps need first. */
export const whole = {
  config: take(),
  /** The number of the update; 0: none. */
  content: take(),
  flags: take(),
  lastToken: take(),
  roundToken: take(),
  repairToken: take(),
  /** The exchange of the open repair; 0: none. */
  openRepair: take(),
  copies: take(),
  rounds: take(),
  counter: take(),
  /** The exchange whose other end is known to have the rumor; 0: none. */
  knownIn: take(),
  copiesSent: take(),
  copiesReceived: take(),
  duplicates: take(),
  exchangesStarted: take(),
  roundsStarted: take(),
  clock: take(),
  /** Pairs of exchange and peer. */
  awaited: take(2 * mostAwaited),
  holders: take(mostHolders),
  lastSeq: take(),
  updatesApplied: take(),
  updatesSuperseded: take(),
  updatesWritten: take(),
  writesRefused: take(),
  writesPushedBack: take(),
  exchangesFailed: take(),
} satisfies Record<keyof PlainCounters | string, number>;

/** Moments, ms, behind the wholes; where each is in a row, in numbers. */
const firstTime = Math.ceil(next / wholesPerNumber);
export const time = { started: firstTime, skippedFrom: firstTime + 1, repairUntil: firstTime + 2 };

/** Of small numbers that share one whole: the first bit of each. */
export const flag = {
  state: 0,
  isHot: 2,
  pulled: 3,
  neededByPull: 4,
  hasRepaired: 5,
  isSkipping: 6,
  repairIsComplete: 7,
  awaited: 8,
  holders: 12,
};

/** From one row to the next. */
export const rowNumbers = Math.ceil((firstTime + 3) / lineNumbers) * lineNumbers;
