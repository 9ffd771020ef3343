/** How long a test waits for a condition: a guard against hanging, many times what a slow machine needs. Never a measure of speed. */
export const deadline = { timeout: 120_000, interval: 20 };
