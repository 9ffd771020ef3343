/**
 * Signs that steer a terminal, as a text from a file of results may hold: control characters but line breaks and tabs, and the colours of our own
 * (SGR) whole, but none that hides a text. Also the marks that turn the direction of writing (Unicode's bidirectional controls), and its own line ends.
 */
const steering =
  /(\p{Cc}\[(?:(?:[0-4]|2[2-4]|3[0-79]|9[0-7])?(?:;|(?=m))){0,4}m)|[^\P{Cc}\n\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** The text with a � for every sign that would steer the terminal. */
export const printable = (text: string): string =>
  text.replace(steering, (_, colour: string | undefined) => {
    if (colour === undefined) return '\ufffd';
    return colour.startsWith('\u001b') ? colour : `\ufffd${colour.slice(1)}`;
  });
