import type { ExchangeId, NodeId, Outputs, ProtocolEvent, TimerToken } from '../types.js';
import type { Message } from '../wire/messages.js';

export interface SentMessage {
  readonly to: NodeId;
  readonly exchange: ExchangeId;
  readonly message: Message;
  readonly expectReply: boolean;
}

/** Outputs that only keep what they are told, for tests of a single node. */
export class RecordedOutputs implements Outputs<Message> {
  sent: SentMessage[] = [];
  timers: { token: TimerToken; delayMs: number }[] = [];
  events: ProtocolEvent[] = [];

  send(to: NodeId, exchange: ExchangeId, message: Message, expectReply: boolean): void {
    this.sent.push({ to, exchange, message, expectReply });
  }

  setTimer(token: TimerToken, delayMs: number): void {
    this.timers.push({ token, delayMs });
  }

  event(event: ProtocolEvent): void {
    this.events.push(event);
  }

  /** Hands over what was sent so far, and forgets it. */
  takeSent(): SentMessage[] {
    const taken = this.sent;
    this.sent = [];
    return taken;
  }
}
