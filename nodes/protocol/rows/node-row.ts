import { holdersWidth } from '../rumors/holders.js';
import type { ExchangeId, NodeId } from '../types.js';

const hotCounters = [
  'copiesReceived',
  'duplicates',
  'copiesSent',
  'exchangesStarted',
  'roundsStarted',
] as const;
const coldCounters = [
  'updatesApplied',
  'updatesSuperseded',
  'updatesWritten',
  'writesRefused',
  'writesPushedBack',
  'exchangesFailed',
] as const;

/** The plain counters: monotonic since the node's creation. */
export const counterNames = [...hotCounters, ...coldCounters] as const;

/** A node at rest has the answers to the contacts of one round to wait for, at most. */
export const awaitedPlaces = 4;

/** Whole numbers of an answer that is awaited: its exchange and its peer. */
const wholesOfAwaited = 2;

/** The host of nodes in rows has so many numbers at the head of each: with them, a row begins with two lines of the cache. */
export const hostNumbers = 4;

/** Whole numbers that hardly a step does without, in the order of their places. */
const hotNames = [
  /** Numbers of the configuration and of the update that a node at rest holds; 0: none. */
  'config',
  'content',
  'lastToken',
  'roundToken',
  'repairToken',
  /** See `bitFields`. */
  'bits',
  /** Of the rumor of a node at rest: see Rumor. */
  'holderRow',
  'copies',
  'rounds',
  'counter',
  /** The repair that is still to be answered: 0: none, below 0: one whose digest was not complete. */
  'openRepair',
  ...hotCounters,
] as const;

/** Small numbers that share one whole, with the bits that each takes. */
const bitFields = {
  state: 2,
  isResting: 1,
  /** A repair has begun since the last round. */
  hasRepaired: 1,
  /** Of the rumor of a node at rest. */
  pulls: 2,
  /** The answers that it waits for in its row. */
  awaited: 3,
};

/** Whole numbers that a node seldom needs. */
const coldNames = ['clock', 'lastSeq', ...coldCounters] as const;

/** Moments, ms. */
const timeNames = ['restDueMs', 'startedMs'] as const;

/** Behind those that are hot are the answers that are awaited, the holders of the rumor (a line of the cache), and what is cold. */
const awaitedPlace = hotNames.length;
export const holdersPlace = awaitedPlace + awaitedPlaces * wholesOfAwaited;
const coldPlace = holdersPlace + holdersWidth;

const wholePlaces: ReadonlyMap<string, number> = new Map([
  ...hotNames.map((name, i) => [name, i] as const),
  ...coldNames.map((name, i) => [name, coldPlace + i] as const),
]);

/** Where in a row the counters are, in the order of their names. */
export const counterPlaces = counterNames.map((name) => wholePlaces.get(name)!);
export const contentPlace = wholePlaces.get('content')!;
export const holderRowPlace = wholePlaces.get('holderRow')!;

/** So many numbers are in a row. */
export const wholesPerRow = coldPlace + coldNames.length;
export const timesPerRow = timeNames.length;

/** Where a row is. */
class Place {
  readonly wholes: Int32Array | number[];
  readonly times: Float64Array;
  /** Of this row. */
  firstWhole = 0;
  firstTime = 0;

  constructor(wholes: Int32Array | number[], times: Float64Array) {
    this.wholes = wholes;
    this.times = times;
  }
}

type Name =
  | (typeof hotNames)[number]
  | (typeof coldNames)[number]
  | keyof typeof bitFields
  | (typeof timeNames)[number];

type Numbers = { [name in Name]: number };

/** A place whose numbers are read and written by their names. */
function withNames(): new (...args: ConstructorParameters<typeof Place>) => Place & Numbers {
  class NamedPlace extends Place {}
  wholePlaces.forEach((place, name) => {
    Object.defineProperty(NamedPlace.prototype, name, {
      get(this: Place) {
        return this.wholes[this.firstWhole + place];
      },
      set(this: Place, whole: number) {
        this.wholes[this.firstWhole + place] = whole;
      },
    });
  });
  let shift = 0;
  for (const [name, bits] of Object.entries(bitFields)) {
    defineBits(NamedPlace.prototype, name, shift, bits);
    shift += bits;
  }
  timeNames.forEach((name, i) => {
    Object.defineProperty(NamedPlace.prototype, name, {
      get(this: Place) {
        return this.times[this.firstTime + i];
      },
      set(this: Place, ms: number) {
        this.times[this.firstTime + i] = ms;
      },
    });
  });
  return NamedPlace as new (
    ...args: ConstructorParameters<typeof Place>
  ) => Place & Numbers;
}

function defineBits(prototype: Place, name: string, shift: number, bits: number): void {
  const place = wholePlaces.get('bits')!;
  const mask = (1 << bits) - 1;
  Object.defineProperty(prototype, name, {
    get(this: Place) {
      return (this.wholes[this.firstWhole + place]! >> shift) & mask;
    },
    set(this: Place, small: number) {
      const at = this.firstWhole + place;
      this.wholes[at] = (this.wholes[at]! & ~(mask << shift)) | (small << shift);
    },
  });
}

/**
 * The plain numbers of one node, where they are kept: it moves from the row of one node to that of another, and whoever reads and writes by it
 * is that node then. A row of zeros is a node that has done nothing yet.
 */
export class NodeRow extends withNames() {
  /** Where in the whole numbers there is room for the holders of one rumor. */
  get ownHolders(): number {
    return this.firstWhole + holdersPlace;
  }

  awaitedExchange(place: number): ExchangeId {
    return this.wholes[this.#wholeOfAwaited(place)]!;
  }

  awaitedPeer(place: number): NodeId {
    return this.wholes[this.#wholeOfAwaited(place) + 1]!;
  }

  putAwaited(place: number, exchange: ExchangeId, peer: NodeId): void {
    this.wholes[this.#wholeOfAwaited(place)] = exchange;
    this.wholes[this.#wholeOfAwaited(place) + 1] = peer;
  }

  /** Those behind it move up. */
  dropAwaited(place: number): void {
    this.awaited--;
    for (let at = place; at < this.awaited; at++) {
      const next = at + 1;
      this.putAwaited(at, this.awaitedExchange(next), this.awaitedPeer(next));
    }
  }

  #wholeOfAwaited(place: number): number {
    return this.firstWhole + awaitedPlace + place * wholesOfAwaited;
  }
}
