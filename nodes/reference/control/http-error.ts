export type HttpErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'methodNotAllowed'
  | 'badRequest'
  | 'tooLarge'
  | 'internal';

const statuses: Record<HttpErrorCode, number> = {
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  methodNotAllowed: 405,
  badRequest: 400,
  tooLarge: 413,
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

  get body(): object {
    return { error: { code: this.code, message: this.message } };
  }
}
