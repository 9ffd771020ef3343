export type HttpErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'methodNotAllowed'
  | 'badRequest'
  | 'tooLarge'
  | 'busy'
  | 'internal';

const statuses: Record<HttpErrorCode, number> = {
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  methodNotAllowed: 405,
  badRequest: 400,
  tooLarge: 413,
  busy: 503,
  internal: 500,
};

/** What a route answers instead of its result: `{"error": {"code", "message"}}`. */
export class HttpError extends Error {
  readonly code: HttpErrorCode;

  constructor(code: HttpErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  get status(): number {
    return statuses[this.code];
  }

  /** When to come again, s: in the worst case a rumor's life, which is of the order of a second. */
  get headers(): Readonly<Record<string, string>> {
    return this.code === 'busy' ? { 'retry-after': '1' } : {};
  }

  get body(): object {
    return { error: { code: this.code, message: this.message } };
  }
}
