/** The smallest of 1, 2, 5, 10, 20, 50, … that covers `span` in at most `count` steps. */
export function niceStep(span: number, count: number): number {
  for (let power = 1; ; power *= 10) {
    const step = [1, 2, 5].map((factor) => factor * power).find((width) => width * count >= span);
    if (step !== undefined) return step;
  }
}
