import { escapeHtml } from '../html/html.js';

type Attributes = Readonly<Record<string, string | number>>;

/** Control characters, halves of surrogate pairs and non-characters, which XML 1.0 has no way to write. */
const unwritable = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/** ` name="value"`, escaped. */
export const attributes = (given: Attributes): string =>
  Object.entries(given)
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value).replaceAll(unwritable, ' '))}"`)
    .join('');

export const element = (name: string, given: Attributes, inner = ''): string =>
  inner === '' ? `<${name}${attributes(given)}/>` : `<${name}${attributes(given)}>${inner}</${name}>`;
