import fc from 'fast-check';

/** One seed for all properties of a test file; FAST_CHECK_SEED repeats a run. */
export function useSeed(title: string, fromEnvironment: string | undefined): number {
  const seed = fromEnvironment === undefined ? Date.now() & 0x7fff_ffff : Number(fromEnvironment);
  fc.configureGlobal({ seed });
  process.stdout.write(`${title}: FAST_CHECK_SEED=${seed}\n`);
  return seed;
}
