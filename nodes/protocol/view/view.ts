import type { NodeId, Update, UpdateId } from '../types.js';
import type { SeqRange } from '../wire/messages.js';
import { LifeLog } from './life-log.js';
import { NumberedMap } from './numbered-map.js';
import { Numbering } from './numbering.js';
import { StateHash } from './state-hash.js';
import type { LifeName, LifeSummary, SummaryVector } from './summary-vector.js';
import { compareVersions } from './version.js';
import { ViewSummary } from './view-summary.js';

/** What the merge of one update came to. */
export type MergeOutcome =
  /** It is now its key's winner. */
  | 'applied'
  /** First receipt, but the key has a newer write: held, and not shown. */
  | 'superseded'
  /** Held before. */
  | 'duplicate';

/** Where the views of several nodes have the numbers of their names from. */
export interface ViewNumbering {
  readonly keys: Numbering<string>;
  readonly origins: Numbering<NodeId>;
}

const ownNumbering = (): ViewNumbering => ({ keys: new Numbering(), origins: new Numbering() });

/**
 * The local view: per key the write with the greatest version, tombstones included, and per life of an origin which
 * sequence numbers are held. Every operation costs O(1) in the size of the view.
 */
export class View {
  readonly #entries: NumberedMap<string, Update>;
  /** Of each origin the newest life. Where one update is all that is held of the origin, and is in the view, it stands for its life. */
  readonly #newestLives: NumberedMap<NodeId, LifeLog | Update>;
  #lifeCount = 0;
  /** The first that was held. */
  #first: Update | undefined;
  readonly #summary = new ViewSummary();
  readonly #hash = new StateHash();
  /** How often an update became known to be superseded: unchanged means that no held value was dropped meanwhile. */
  supersessions = 0;

  constructor({ keys, origins }: ViewNumbering = ownNumbering()) {
    this.#entries = new NumberedMap(keys);
    this.#newestLives = new NumberedMap(origins);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Lives of which something is held. */
  get lifeCount(): number {
    return this.#lifeCount;
  }

  /** What is held of each life, to be looked at now: it changes with the view. */
  summary(): SummaryVector {
    return this.#summary.now(this.#summed);
  }

  /** The same, to be kept. */
  summaryToKeep(): SummaryVector {
    return this.#summary.toKeep(this.#summed);
  }

  stateDigest(): string {
    return this.#hash.hex();
  }

  get(key: string): Update | undefined {
    return this.#entries.get(key);
  }

  /** Whether an update was received, be it shown or superseded. */
  holds({ origin, incarnation, seq }: UpdateId): boolean {
    return holdsIn(this.#newestLives.get(origin), incarnation, seq);
  }

  /** The update of this id, where it is its key's winner. */
  current({ origin, incarnation, seq }: UpdateId): Update | undefined {
    return this.life(origin, incarnation)?.current(seq);
  }

  entries(): IterableIterator<Update> {
    return this.#entries.values();
  }

  /** What is held of a life, to look at. */
  life(origin: NodeId, incarnation: number): LifeLog | undefined {
    const newest = this.#newestLives.get(origin);
    return newest === undefined ? undefined : inChain(logOf(newest), incarnation);
  }

  /** Nothing is held any more, and nothing ever was. */
  clear(): void {
    this.#entries.clear();
    this.#newestLives.clear();
    this.#lifeCount = 0;
    this.#first = undefined;
    this.#summary.clear();
    this.#hash.clear();
    this.supersessions = 0;
  }

  /** Merges one update: the greater version wins its key. */
  merge(update: Update): MergeOutcome {
    const { origin, incarnation, seq } = update.version;
    if (holdsIn(this.#newestLives.get(origin), incarnation, seq)) return 'duplicate';
    const current = this.get(update.key);
    const wins = current === undefined || this.#replace(current, update);
    if (!wins || !this.#standsForLife(update)) {
      const log = this.#logOf(origin, incarnation);
      log.add(seq);
      this.#noteChange(log);
      if (!wins) return 'superseded';
      log.keep(update);
    }
    this.#first ??= update;
    this.#entries.set(update.key, update);
    this.#hash.add(update);
    return 'applied';
  }

  /** The update that is held where it is the only one that ever was; undefined where nothing or more than that was. */
  get sole(): Update | undefined {
    return this.size === 1 && this.supersessions === 0 ? this.#first : undefined;
  }

  /** Marks lo..hi of a life as held without values; returns the runs that were not held before, as flat pairs. */
  markSuperseded({ origin, incarnation, fromSeq, toSeq }: SeqRange): number[] {
    const life = this.#logOf(origin, incarnation);
    const fresh = life.addFresh(fromSeq, toSeq);
    if (fresh.length > 0) {
      this.supersessions++;
      this.#noteChange(life);
    }
    return fresh;
  }

  /** One of two writes to a key is superseded; whether it was the one in the view, which then leaves it. */
  #replace(current: Update, update: Update): boolean {
    this.supersessions++;
    if (compareVersions(current.version, update.version) > 0) return false;
    const { origin, incarnation, seq } = current.version;
    this.#logOf(origin, incarnation).release(seq);
    this.#hash.remove(current);
    return true;
  }

  /** Holds the first update of an origin, which needs no log; whether it was that. */
  #standsForLife(update: Update): boolean {
    const { version } = update;
    if (this.#newestLives.get(version.origin) !== undefined) return false;
    this.#newestLives.set(version.origin, update);
    this.#lifeCount++;
    this.#summary.note(version);
    return true;
  }

  /** To be changed. */
  #logOf(origin: NodeId, incarnation: number): LifeLog {
    const held = this.#newestLives.get(origin);
    const newest = held && logOf(held);
    if (newest !== held) this.#newestLives.set(origin, newest!);
    return inChain(newest, incarnation) ?? this.#addLife(origin, incarnation, newest);
  }

  #addLife(origin: NodeId, incarnation: number, newest: LifeLog | undefined): LifeLog {
    const life = new LifeLog(origin, incarnation, newest);
    this.#newestLives.set(origin, life);
    this.#lifeCount++;
    return life;
  }

  #noteChange(life: LifeLog): void {
    if (life.isChanged) return;
    life.isChanged = true;
    this.#summary.note(life);
  }

  readonly #summed = ({ origin, incarnation }: LifeName): LifeSummary => {
    const life = this.life(origin, incarnation)!;
    life.isChanged = false;
    return life;
  };
}

function holdsIn(newest: LifeLog | Update | undefined, incarnation: number, seq: number): boolean {
  if (newest === undefined) return false;
  if (newest instanceof LifeLog) return inChain(newest, incarnation)?.has(seq) ?? false;
  return newest.version.seq === seq && newest.version.incarnation === incarnation;
}

function logOf(life: LifeLog | Update): LifeLog {
  return life instanceof LifeLog ? life : LifeLog.of(life);
}

function inChain(newest: LifeLog | undefined, incarnation: number): LifeLog | undefined {
  let life = newest;
  while (life !== undefined && life.incarnation !== incarnation) life = life.next;
  return life;
}
