import type { NodeId } from '../types.js';
import type { Runs } from './runs.js';

/** One life of an origin. */
export interface LifeName {
  readonly origin: NodeId;
  readonly incarnation: number;
}

/** What a node holds of one life of an origin: every seq from 1 to `prefix`, and the `ranges` above it. */
export interface LifeSummary extends LifeName {
  /** 0 when seq 1 is not held. */
  readonly prefix: number;
  /** Flat pairs `lo, hi, lo, hi, …`, ascending, with gaps between them and above the prefix. */
  readonly ranges: Runs;
}

/**
 * What a node holds, per life of an origin (in the manner of van Renesse 2008): one record after the other, each `origin, incarnation,
 * prefix, n` and the n numbers of its ranges. Flat, since peers compare what they hold all the time, and mostly find little that differs.
 * That of a view is in order of origin and incarnation, each life once; one that comes over the network need not be.
 */
export type SummaryVector = readonly number[];

/** Numbers of a record before those of its ranges. */
export const headNumbers = 4;

export const nextRecord = (vector: SummaryVector, at: number): number =>
  at + headNumbers + vector[at + headNumbers - 1]!;

export function vectorOf(lives: Iterable<LifeSummary>): number[] {
  const vector: number[] = [];
  for (const life of lives) appendLife(vector, life);
  return vector;
}

export function appendLife(vector: number[], { origin, incarnation, prefix, ranges }: LifeSummary): void {
  vector.push(origin, incarnation, prefix, ranges.length);
  for (const bound of ranges) vector.push(bound);
}

/**
 * Takes lives into a vector; both are in order, with each life once. What the vector told of one before goes. In place, since a node does this
 * all the time, and a vector is long: its records are moved at most once, from the last on.
 */
export function mergeInto(vector: number[], changes: SummaryVector): void {
  const places = placesFor(vector, changes);
  let end = vector.length;
  for (const { room, change } of places) {
    for (let i = nextRecord(changes, change) - change - room; i > 0; i--) vector.push(0);
  }
  let filled = vector.length;
  for (const { at, room, change } of places.reverse()) {
    filled = moveBack(vector, at + room, end, vector, filled);
    filled = moveBack(changes, change, nextRecord(changes, change), vector, filled);
    end = at;
  }
}

interface Place {
  /** Where the record belongs, and how long the one is that is there already. */
  readonly at: number;
  readonly room: number;
  /** Where it is among the changes. */
  readonly change: number;
}

/** Where each of `changes` belongs. One that is shorter than what it replaces is taken in at once. */
function placesFor(vector: number[], changes: SummaryVector): Place[] {
  const places: Place[] = [];
  let at = 0;
  for (let change = 0; change < changes.length; change = nextRecord(changes, change)) {
    while (at < vector.length && compareRecords(vector, at, changes, change) < 0) at = nextRecord(vector, at);
    const isKnown = at < vector.length && compareRecords(vector, at, changes, change) === 0;
    const room = isKnown ? nextRecord(vector, at) - at : 0;
    const end = nextRecord(changes, change);
    if (end - change < room) vector.splice(at, room, ...changes.slice(change, end));
    else places.push({ at, room, change });
  }
  return places;
}

/** Copies from..end so that it ends at `toEnd`, beginning with the last; where the copy begins. */
function moveBack(from: SummaryVector, start: number, end: number, to: number[], toEnd: number): number {
  const shift = toEnd - end;
  for (let at = end - 1; at >= start; at--) to[at + shift] = from[at]!;
  return start + shift;
}

export function summaryAt(vector: SummaryVector, at: number): LifeSummary {
  const ranges = vector.slice(at + headNumbers, nextRecord(vector, at));
  return { origin: vector[at]!, incarnation: vector[at + 1]!, prefix: vector[at + 2]!, ranges };
}

/** The life of a record, for one who has no use for what is held of it. */
export const lifeAt = (vector: SummaryVector, at: number): LifeName => ({
  origin: vector[at]!,
  incarnation: vector[at + 1]!,
});

export function summariesOf(vector: SummaryVector): LifeSummary[] {
  return recordsOf(vector).map((at) => summaryAt(vector, at));
}

/** Where each record begins. */
export function recordsOf(vector: SummaryVector): number[] {
  const records: number[] = [];
  for (let at = 0; at < vector.length; at = nextRecord(vector, at)) records.push(at);
  return records;
}

/** All runs that a record tells, the prefix among them. */
export function runsAt(vector: SummaryVector, at: number): number[] {
  const ranges = vector.slice(at + headNumbers, nextRecord(vector, at));
  const prefix = vector[at + 2]!;
  return prefix > 0 ? [1, prefix, ...ranges] : ranges;
}

/** The vector itself where it is in order, else one that is. */
export function inOrder(vector: SummaryVector): SummaryVector {
  for (let at = 0, next = 0; next < vector.length; at = next) {
    next = nextRecord(vector, at);
    if (next < vector.length && compareRecords(vector, at, vector, next) > 0) return sorted(vector);
  }
  return vector;
}

function sorted(vector: SummaryVector): SummaryVector {
  const records = recordsOf(vector).sort((a, b) => compareRecords(vector, a, vector, b));
  return records.flatMap((at) => vector.slice(at, nextRecord(vector, at)));
}

/** Whether two vectors tell the same, and in the same order: mostly peers hold the same. */
export function areSame(a: SummaryVector, b: SummaryVector): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** A life of which two vectors do not tell the same: where its record begins in either, -1 where there is none. */
export interface Difference {
  readonly inA: number;
  readonly inB: number;
}

/** Of two vectors that are in order; in time linear in their numbers. A life that one of them has twice is compared twice. */
export function differences(a: SummaryVector, b: SummaryVector): Difference[] {
  const found: Difference[] = [];
  let inA = 0;
  let inB = 0;
  let isShown = false;
  const passA = (): void => {
    inA = nextRecord(a, inA);
    isShown = false;
  };
  while (inA < a.length || inB < b.length) {
    const order = orderOf(a, inA, b, inB);
    if (order < 0) {
      if (!isShown) found.push({ inA, inB: -1 });
      passA();
    } else if (order > 0) {
      found.push({ inA: -1, inB });
      inB = nextRecord(b, inB);
    } else {
      const same = sameNumbers(a, inA, b, inB);
      if (same < 0) found.push({ inA, inB });
      else inA += same;
      // It stays, for one more record of the same life.
      isShown = true;
      inB = nextRecord(b, inB + Math.max(0, same));
    }
  }
  return found;
}

function orderOf(a: SummaryVector, inA: number, b: SummaryVector, inB: number): number {
  if (inA >= a.length) return 1;
  return inB >= b.length ? -1 : compareRecords(a, inA, b, inB);
}

function compareRecords(a: SummaryVector, inA: number, b: SummaryVector, inB: number): number {
  return a[inA]! - b[inB]! || a[inA + 1]! - b[inB + 1]!;
}

/** How many numbers further the last record is up to which both go on telling the same, from these on; -1 where these differ. */
function sameNumbers(a: SummaryVector, inA: number, b: SummaryVector, inB: number): number {
  const most = Math.min(a.length - inA, b.length - inB);
  let last = -1;
  for (let next = 0; next < most && areEqual(a, inA + next, b, inB + next); ) {
    last = next;
    next = nextRecord(a, inA + next) - inA;
  }
  return last;
}

function areEqual(a: SummaryVector, inA: number, b: SummaryVector, inB: number): boolean {
  if (compareRecords(a, inA, b, inB) !== 0 || a[inA + 2] !== b[inB + 2]) return false;
  const length = nextRecord(a, inA) - inA;
  for (let i = headNumbers - 1; i < length; i++) if (a[inA + i] !== b[inB + i]) return false;
  return true;
}
