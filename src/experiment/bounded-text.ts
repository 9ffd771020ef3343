import { StringDecoder } from 'node:string_decoder';
import { CodedError } from '../../nodes/coded-error.js';

/** Bytes of any spec, scenario or suite. */
const mostBytes = 2 ** 20;

/**
 * All that a stream has, as UTF-8; `name` is how errors name it. A device or pipe that never ends is given up at 1 MiB.
 * @throws CodedError USAGE above that
 */
export async function boundedText(stream: AsyncIterable<Buffer>, name: string): Promise<string> {
  const decoder = new StringDecoder('utf8');
  let [text, bytes] = ['', 0];
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > mostBytes) {
      throw new CodedError('USAGE', `${name} has more than ${mostBytes} bytes: a spec has at most so many`, {
        remedy: 'Give a YAML file; `gossip-bench init` writes one to start from.',
      });
    }
    text += decoder.write(chunk);
  }
  return text + decoder.end();
}
