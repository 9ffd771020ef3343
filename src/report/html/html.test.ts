import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, jsonForScript, trusted } from './html.js';

describe('html', () => {
  it('escapes values in content and in attributes', () => {
    const name = `"><script>alert('x')</script>&`;
    expect(html`<p title="${name}">${name}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">' +
        '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>',
    );
  });

  it('leaves markup as it is, joins lists, and drops undefined and false', () => {
    const items = [1, 2].map((count) => html`<li>${count}</li>`);
    expect(html`<ul>${items}${undefined}${false}</ul>${trusted('<hr>')}`.text).toBe(
      '<ul><li>1</li><li>2</li></ul><hr>',
    );
  });

  it('never lets a value open a tag', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(html`${text}`.text)));
  });
});

describe('jsonForScript', () => {
  it('cannot end its script element', () => {
    const text = jsonForScript({ name: '</script><!--\u2028' }).text;
    expect(text).not.toMatch(/[<>\u2028]/);
  });

  it('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(jsonForScript(value).text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
