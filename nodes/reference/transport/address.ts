export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Splits `host:port`, whose shape the environment's schema has checked. */
export function parseAddress(text: string): Address {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}
