import type { Platform } from './platform.js';

/** The version that the harness is written against. */
export const toxiproxyVersion = '2.12.0';

export type ToxiproxySource = 'override' | 'path' | 'cache' | 'go' | 'release' | 'image';

export interface ToxiproxyBinary {
  readonly path: string;
  /** As the server reports it; `unknown` for a binary that cannot be run on this machine. */
  readonly version: string;
  readonly source: ToxiproxySource;
}

/** Puts a Toxiproxy server for `platform` at `target`, out of an image. */
export type ImageExtraction = (platform: Platform, target: string) => Promise<void>;

export interface ToxiproxyRequest {
  readonly platform: Platform;
  readonly environment: NodeJS.ProcessEnv;
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal | undefined;
  readonly fromImage: ImageExtraction | undefined;
}

/** One way to a Toxiproxy server. */
export interface Way {
  readonly source: ToxiproxySource;
  readonly title: string;
  /** @throws Error with the reason why this way fails. */
  attempt(request: ToxiproxyRequest): Promise<ToxiproxyBinary>;
}
