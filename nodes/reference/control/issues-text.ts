import type { ZodError } from 'zod';

/** `fanout: Too big…; mode: …` */
export function issuesText(error: ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}
