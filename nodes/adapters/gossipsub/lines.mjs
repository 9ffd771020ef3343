/** What is kept for a reader that does not read, bytes. */
const mostPendingBytes = 64 * 1_048_576;

/** CLOCK_MONOTONIC in ms: that is what Node's clock of high resolution reads on Linux. */
export const now = () => Number(process.hrtime.bigint()) / 1e6;

/** Says a line to the harness, and does not wait for it to be read. */
export function say(type, fields) {
  if (process.stdout.writableLength > mostPendingBytes) return;
  process.stdout.write(`${JSON.stringify({ type, ...fields })}\n`);
}
