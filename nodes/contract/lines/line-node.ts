import { CodedError } from '../../coded-error.js';
import type { Member, NodeId } from '../../protocol/types.js';
import type { Capability, NodeDescription } from '../capabilities.js';
import type { Health, NodeControl, ViewSummary, WriteRequest, WriteResult } from '../client.js';
import type { ReportedCounters } from '../counters.js';
import type { JournalBatch } from '../events.js';
import { KeptEvents } from './kept-events.js';
import { LineIntake } from './line-intake.js';
import {
  type AnswerType,
  contractVersion,
  type HarnessLine,
  type NodeLineOf,
  type Parameters,
} from './messages.js';
import { NodeClock } from './node-clock.js';
import type { NodeStreams } from './node-streams.js';
import { OpenQuestions } from './open-questions.js';

export interface LineNodeOptions {
  readonly node: NodeId;
  readonly init: Omit<Extract<HarnessLine, { type: 'init' }>, 'type' | 'contract'>;
  readonly streams: NodeStreams;
  /** The harness's CLOCK_MONOTONIC, ms. */
  readonly nowMs: () => number;
  /** A sentence on something that the node said and the contract does not allow. */
  readonly onProblem: (text: string) => void;
}

/** Time limit of a call, ms. */
const callTimeoutMs = 10_000;
/** Time between two comparisons of clocks, ms; at the start there are some at once. */
const compareEveryMs = 1_000;
const firstComparisons = 8;
/** What a process left unread is less than this many looks take; another that writes on in its place is not waited for. */
const mostLastLooks = 8;

/** One incarnation of a node that speaks lines, as the harness's other parts see a node. */
export class LineNode implements NodeControl {
  readonly takesCanaries = false;
  readonly #options: LineNodeOptions;
  readonly #events = new KeptEvents();
  readonly #clock = new NodeClock();
  readonly #questions: OpenQuestions;
  readonly #intake: LineIntake;
  #written = 0;
  #comparedMs = Number.NEGATIVE_INFINITY;

  /** Says `init` at once. */
  constructor(options: LineNodeOptions) {
    this.#options = options;
    const { node, streams, nowMs, onProblem } = options;
    this.#questions = new OpenQuestions({ look: () => this.#intake.look(), timeoutMs: callTimeoutMs });
    const parts = { node, streams, nowMs, onProblem, clock: this.#clock };
    this.#intake = new LineIntake({ ...parts, events: this.#events, questions: this.#questions });
    this.#say({ type: 'init', contract: contractVersion, ...options.init });
  }

  /** What it claims to be able to; nothing before it is ready. */
  get claims(): ReadonlySet<Capability> {
    return this.#intake.claims;
  }

  /** Its process has ended: what it said last is still read, and nothing is waited for any more. */
  ended(how: string): void {
    for (let looks = 0; looks < mostLastLooks && this.#intake.look(); looks += 1);
    this.#questions.close(this.#unreachable(how));
  }

  async health(): Promise<Health> {
    const { node, incarnation } = this.#options.init;
    const { implementation, version } = this.#readyLine();
    // Before anything happens of which the time matters.
    await this.#compareClocks(firstComparisons);
    return { nodeId: node, incarnation, implementation, version, nowMs: this.#options.nowMs() };
  }

  async describe(): Promise<NodeDescription> {
    const { implementation, version, traits } = this.#readyLine();
    await this.#compareClocks(firstComparisons);
    if (this.#isClockUntrue())
      throw this.#unreachable('says that its clock is CLOCK_MONOTONIC, and it is not');
    const clockUncertaintyMs = this.#clock.uncertaintyAt(this.#options.nowMs());
    return { implementation, version, traits, capabilities: [...this.claims], clockUncertaintyMs };
  }

  async begin(): Promise<void> {
    this.#say({ type: 'begin' });
  }

  async write({ key, value, delete: isDeletion = false }: WriteRequest): Promise<WriteResult> {
    if (isDeletion) this.#needs('deletes');
    const { node, incarnation } = this.#options.init;
    this.#written += 1;
    const update = `${node}.${incarnation}.${this.#written}`;
    const bytes = Buffer.byteLength(key) + (value?.length ?? 0);
    this.#intake.writes.set(update, { key, bytes, isDeletion });
    const answer = this.#questions.expect<NodeLineOf<'written'> | NodeLineOf<'refused'>>(update);
    this.#mustSay({ type: 'write', update, key, ...(value ? { value: base64(value) } : {}) });
    const line = await this.#answered(answer, `write ${update}`);
    if (line.type === 'written') return { update, tMs: this.#clock.toHarness(line.t) };
    const text = `node n${node} refused a write of ${bytes} bytes: ${line.reason.slice(0, 300)}`;
    throw new CodedError(line.busy ? 'NODE_BUSY' : 'NODE_UNREACHABLE', text);
  }

  async journal(from: number): Promise<JournalBatch> {
    this.#intake.look();
    // The next reading has its answer.
    this.#compareClocks(1).catch(() => undefined);
    return this.#events.batch(from);
  }

  async counters(): Promise<ReportedCounters> {
    // Without the capability it reports none.
    if (!this.claims.has('counters')) return {};
    return (await this.#ask('counters')).counters;
  }

  async viewSummary(): Promise<ViewSummary> {
    this.#needs('views');
    const { entries, digest } = await this.#ask('view');
    return { entries, digest };
  }

  async members(): Promise<readonly Member[]> {
    this.#needs('members');
    const { members } = await this.#ask('members');
    return members.map(({ node, status, incarnation = 0 }) => ({ id: node, status, incarnation }));
  }

  async set(parameters: Parameters): Promise<Parameters> {
    this.#needs('parameters');
    return (await this.#ask('set', { parameters })).parameters;
  }

  async view(): Promise<never> {
    throw this.#lacks('its entries');
  }

  async configure(): Promise<never> {
    throw this.#lacks('the parameters of the reference protocol');
  }

  async probe(): Promise<never> {
    throw this.#lacks('canaries');
  }

  async probesReceived(): Promise<never> {
    throw this.#lacks('canaries');
  }

  async attack(): Promise<never> {
    throw this.#lacks('attacks');
  }

  async profile(): Promise<never> {
    throw this.#lacks('CPU profiles');
  }

  /** Asks it to leave its cluster in order; false: it cannot. */
  leaves(): boolean {
    return this.claims.has('leave') && this.#say({ type: 'leave' });
  }

  async leave(): Promise<void> {
    this.#needs('leave');
    this.#say({ type: 'leave' });
  }

  #readyLine(): NodeLineOf<'ready'> {
    this.#intake.look();
    if (this.#intake.ready) return this.#intake.ready;
    const { lastProblem } = this.#intake;
    throw this.#unreachable(`has not said ready${lastProblem === undefined ? '' : `: ${lastProblem}`}`);
  }

  async #ask<T extends AnswerType>(type: T, more: object = {}): Promise<NodeLineOf<T>> {
    const ask = this.#questions.number();
    const answer = this.#questions.expect<NodeLineOf<T>>(`${type} ${ask}`);
    this.#mustSay({ type, ask, ...more } as HarnessLine);
    return this.#answered(answer, type);
  }

  async #answered<T>(answer: Promise<T | undefined>, question: string): Promise<T> {
    const line = await answer;
    if (line === undefined) throw this.#unreachable(`did not answer ${question} within ${callTimeoutMs} ms`);
    return line;
  }

  async #compareClocks(times: number): Promise<void> {
    const { nowMs } = this.#options;
    if (this.#clock.isShared || this.#isClockUntrue() || !this.#intake.ready) return;
    if (nowMs() - this.#comparedMs < compareEveryMs) return;
    this.#comparedMs = nowMs();
    for (let time = 0; time < times; time += 1) {
      const sentMs = nowMs();
      const { t } = await this.#ask('clock');
      this.#clock.compare(t, sentMs, nowMs());
    }
  }

  /** It said that it has the harness's clock, so it is not asked, and has another. */
  #isClockUntrue(): boolean {
    return this.#intake.ready?.clock === 'monotonic' && !this.#clock.isShared;
  }

  #say(line: HarnessLine): boolean {
    const isTaken = this.#options.streams.say(`${JSON.stringify(line)}\n`);
    if (!isTaken) this.#intake.problem('does not read its stdin, or has ended');
    return isTaken;
  }

  /** What is answered: nobody waits for an answer to what was never said. */
  #mustSay(line: HarnessLine): void {
    if (!this.#say(line)) throw this.#unreachable('does not read its stdin, or has ended');
  }

  #needs(capability: Capability): void {
    if (!this.claims.has(capability)) throw this.#lacks(capability);
  }

  #lacks(what: string): CodedError {
    const name = this.#intake.ready?.implementation ?? 'it';
    return new CodedError('NODE_UNREACHABLE', `node n${this.#options.node}: ${name} does not report ${what}`);
  }

  #unreachable(what: string): CodedError {
    return new CodedError('NODE_UNREACHABLE', `node n${this.#options.node} ${what}`, {
      remedy: "See the node's log in the run folder.",
    });
  }
}

const base64 = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('base64');
