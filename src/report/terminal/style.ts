import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours text, or leaves it alone. */
export type Style = (format: Format, text: string) => string;

const plain: Style = (_, text) => text;

/** Colours on a terminal alone, and not where NO_COLOR (no-color.org) asks for none. */
export function styleFor(stream: { readonly isTTY?: boolean }, environment = process.env): Style {
  return stream.isTTY && !environment.NO_COLOR
    ? (format, text) => styleText(format, text, { validateStream: false })
    : plain;
}
