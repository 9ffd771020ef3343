import { CodedError } from '../../../nodes/coded-error.js';

/** What went wrong: no answer in time, no connection (any more), or an answer that says no. */
export type CallFailure = 'timeout' | 'connection' | 'refused';

/** A call of Toxiproxy's API that failed; the message has the server's own words where it gave some. */
export class ToxiproxyCallError extends CodedError {
  readonly failure: CallFailure;
  /** HTTP status of an answer. */
  readonly status: number | undefined;
  /** The call was sent before, on a connection that broke: it may have been carried out then. */
  readonly repeated: boolean;

  constructor(
    failure: CallFailure,
    message: string,
    options: { status?: number; repeated?: boolean; cause?: unknown } = {},
  ) {
    super('TOXIPROXY_LOST', message, {
      remedy: "Look into Toxiproxy's log in the run folder, then start again.",
      cause: options.cause,
    });
    this.failure = failure;
    this.status = options.status;
    this.repeated = options.repeated ?? false;
  }
}
