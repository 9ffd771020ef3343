import type { Rng } from '../../../../protocol/types.js';

/**
 * A draw from the standard normal distribution by the polar method (Marsaglia and Bray 1964). Its second value is thrown away,
 * so that a draw depends on nothing but the generator.
 */
export function standardNormal(rng: Rng): number {
  for (;;) {
    const x = 2 * rng.float() - 1;
    const y = 2 * rng.float() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}
