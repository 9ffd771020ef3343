import { stripVTControlCharacters, styleText } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { useSeed } from '../../../nodes/protocol/testing/print-seed.js';
import { alignedRows } from './aligned-rows.js';
import { fittedText } from './fitted-text.js';
import { plot } from './plot.js';

useSeed('texts for terminals', process.env.FAST_CHECK_SEED);

const columns = fc.integer({ min: 40, max: 200 });
const word = fc.stringMatching(/^[a-z0-9.,/%>-]{1,60}$/);
const cell = fc.oneof(
  fc.constant(''),
  word,
  fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
  word.map((text) => styleText('red', text, { validateStream: false })),
);
const longest = (text: string): number =>
  Math.max(...text.split('\n').map((line) => stripVTControlCharacters(line).length));
/** What is left of a text where it was broken, and set in. */
const signs = (text: string): string => stripVTControlCharacters(text).replaceAll(/\s/g, '');

describe('a table', () => {
  const table = fc
    .integer({ min: 1, max: 10 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 8 }),
    );

  it('is never wider than its terminal, and loses no cell, whatever it holds', () => {
    fc.assert(
      fc.property(table, columns, fc.boolean(), (rows, width, hasHead) => {
        const align = rows[0]!.map((_, at) => (at % 2 === 0 ? ('left' as const) : ('right' as const)));
        const text = alignedRows(rows, align, { hasHead, width });
        expect(longest(text)).toBeLessThanOrEqual(width);
        const printed = signs(text);
        for (const row of rows.slice(hasHead ? 1 : 0)) {
          for (const one of row) expect(printed).toContain(signs(one));
        }
      }),
    );
  });

  const rows = [
    ['', 'first', 'second ÷ first (95 %)', ''],
    ['full dissemination p50', '123 ms', '2.03× [1.96, 2.1]', 'slower'],
  ];
  it('that does not fit names each cell by its column', () => {
    expect(alignedRows(rows, ['left', 'right', 'right', 'left'], { hasHead: true, width: 40 })).toBe(
      [
        '  full dissemination p50',
        '    first: 123 ms',
        '    second ÷ first (95 %): 2.03×',
        '      [1.96, 2.1]',
        '    slower',
      ].join('\n'),
    );
  });

  it('that goes into a file or a pipe stays a table', () => {
    const text = alignedRows(rows, ['left', 'right', 'right', 'left'], {
      hasHead: true,
      width: Number.POSITIVE_INFINITY,
    });
    expect(text.split('\n')).toHaveLength(2);
  });
});

describe('a text', () => {
  it('is broken between words alone, and only where it is longer than the terminal', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 30 }), fc.array(word, { minLength: 1, maxLength: 20 }))),
        columns,
        (lines, width) => {
          const text = lines.map(([indent, words]) => `${' '.repeat(indent)}${words.join(' ')}`).join('\n');
          const fitted = fittedText(text, width);
          expect(fitted.split(/\s+/).filter(Boolean)).toEqual(text.split(/\s+/).filter(Boolean));
          for (const line of fitted.split('\n')) {
            if (line.length > width) expect(line.trim()).not.toContain(' ');
          }
          expect(fittedText(text, Number.POSITIVE_INFINITY)).toBe(text);
        },
      ),
    );
  });
});

it('a plot is never wider than its terminal', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), fc.constant(Infinity)), {
        minLength: 1,
      }),
      columns,
      (values, width) => {
        expect(longest(plot(values, width))).toBeLessThanOrEqual(width);
      },
    ),
  );
});
