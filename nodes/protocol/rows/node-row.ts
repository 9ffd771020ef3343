import type { ExchangeId, NodeId } from '../types.js';

/** The plain counters: monotonic since the node's creation. */
export const counterNames = [
  'copiesReceived',
  'duplicates',
  'copiesSent',
  'exchangesStarted',
  'roundsStarted',
  'updatesApplied',
  'updatesSuperseded',
  'updatesWritten',
  'writesRefused',
  'writesPushedBack',
  'exchangesFailed',
] as const;

/** A node at rest has the answers to the contacts of one round to wait for, at most. */
export const awaitedPlaces = 4;

/** Whole numbers of an answer that is awaited: its exchange and its peer. */
const wholesOfAwaited = 2;

/** Whole numbers, in the order of their places: those of one step are near each other. */
const wholeNames = [
  /** Numbers of the configuration and of the update that a node at rest holds; 0: none. */
  'config',
  'content',
  'state',
  'lastToken',
  'roundToken',
  'repairToken',
  'isResting',
  /** A repair has begun since the last round. */
  'hasRepaired',
  /** Of the rumor of a node at rest: see Rumor. */
  'holderRow',
  'copies',
  'rounds',
  'counter',
  'pulls',
  /** The answers that it waits for; and its repair that is still to be answered: 0: none, below 0: one whose digest was not complete. */
  'awaited',
  'openRepair',
  'clock',
  'lastSeq',
  ...counterNames,
] as const;

/** Where in a row this one is. */
export const holderRowPlace = wholeNames.indexOf('holderRow');

/** Where in a row the counters are, in the order of their names. */
export const countersPlace = wholeNames.indexOf(counterNames[0]);

/** Moments, ms. */
const timeNames = ['restDueMs', 'startedMs'] as const;

/** So many numbers are in a row; the places of the answers that are awaited are behind the whole numbers that have names. */
export const wholesPerRow = wholeNames.length + awaitedPlaces * wholesOfAwaited;
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

type Numbers = { [name in (typeof wholeNames)[number] | (typeof timeNames)[number]]: number };

/** A place whose numbers are read and written by their names. */
function withNames(): new (...args: ConstructorParameters<typeof Place>) => Place & Numbers {
  class NamedPlace extends Place {}
  wholeNames.forEach((name, i) => {
    Object.defineProperty(NamedPlace.prototype, name, {
      get(this: Place) {
        return this.wholes[this.firstWhole + i];
      },
      set(this: Place, whole: number) {
        this.wholes[this.firstWhole + i] = whole;
      },
    });
  });
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

/**
 * The plain numbers of one node, where they are kept: it moves from the row of one node to that of another, and whoever reads and writes by it
 * is that node then. A row of zeros is a node that has done nothing yet.
 */
export class NodeRow extends withNames() {
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
    return this.firstWhole + wholeNames.length + place * wholesOfAwaited;
  }
}
