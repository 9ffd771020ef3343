import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../../nodes/package-root.js';

/** Medians over the calibration's of the same run, by suite and task: what is left of a time when the machine is taken out. */
const figuresSchema = z.record(z.string(), z.number().positive());
export type MicroFigures = z.output<typeof figuresSchema>;

const path = join(packageRoot(), 'bench/benches/micro/figures.json');

/** The figures of the last commit that kept some. */
export const committedFigures = (): MicroFigures =>
  figuresSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

export function keepFigures(figures: MicroFigures): void {
  writeFileSync(path, `${JSON.stringify(figures, null, 2)}\n`);
}

export const figureName = (suite: string, task: string): string => `${suite}: ${task}`;

/** Now over then, as in '1.08'; '–' for a task that had no figure then. */
export function changeText(now: number, then: number | undefined): string {
  return then === undefined ? '–' : (now / then).toFixed(2);
}
