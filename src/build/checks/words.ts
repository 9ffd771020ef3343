/** A word that is out of place in a text: at which line, and the line itself. */
export interface MisplacedWord {
  readonly line: number;
  readonly word: string;
  readonly text: string;
}

/** What only those who store and schedule very many nodes have a word for. */
const storageWords =
  /\b(rows?|pool(s|ed|ing)?|holdings?|commons|prefetch\w*|cach(e|es|ed|ing)|cache lines?|memory layout|simulat\w*)\b/gi;

/** Terms of the field, and names that are public. */
const allowed = /seen cache|tcp-pooled|footnote to table/gi;

/** Words of storage and simulation in a source of the protocol core; identifiers are read as the words that they are made of. */
export function misplacedWords(source: string): MisplacedWord[] {
  return source.split('\n').flatMap((text, i) => {
    const words = text
      .replace(allowed, '')
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/[_-]/g, ' ');
    return [...words.matchAll(storageWords)].map(([word]) => ({ line: i + 1, word, text: text.trim() }));
  });
}
