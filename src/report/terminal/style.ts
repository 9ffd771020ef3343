import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours text, or leaves it alone. */
export type Style = (format: Format, text: string) => string;

const plain: Style = (_, text) => text;

/** Columns of the narrowest terminal that is written for. */
const narrowest = 40;

/** Columns to write for: those of the terminal, within 40 to 200; 80 where there is none, or it does not say (0). */
export const widthOf = ({ columns }: { readonly columns?: number }): number =>
  columns ? Math.max(narrowest, Math.min(200, columns)) : 80;

/** Columns of a terminal, at least 40; Infinity where there is none, or it does not say: what goes into a file or a pipe stays whole. */
export const columnsOf = ({ columns }: { readonly columns?: number }): number =>
  columns ? Math.max(narrowest, columns) : Number.POSITIVE_INFINITY;

/** A terminal on which a line can be drawn again; without a width nobody knows how many lines it took. */
export const canRedraw = ({
  isTTY,
  columns,
}: {
  readonly isTTY?: boolean;
  readonly columns?: number;
}): boolean => isTTY === true && columns !== undefined && columns > 0;

/** Colours on a terminal alone, and not where NO_COLOR (no-color.org) asks for none. */
export function styleFor(stream: { readonly isTTY?: boolean }, environment = process.env): Style {
  return stream.isTTY && !environment.NO_COLOR
    ? (format, text) => styleText(format, text, { validateStream: false })
    : plain;
}
