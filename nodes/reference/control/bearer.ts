import { timingSafeEqual } from 'node:crypto';

/** Whether an Authorization header bears the token; how long it takes tells nothing of how much of it was right. */
export function bearerCheck(token: string): (header: string | undefined) => boolean {
  const expected = Buffer.from(`Bearer ${token}`);
  return (header) => {
    const given = Buffer.from(header ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
}
