import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { executablePlatform, isHost, type Platform, platformText } from './platform.js';

const versionLimitMs = 10_000;

/**
 * The version of the server at `path`; `unknown` where it is for another machine and cannot be asked.
 * @throws Error when it is missing, no executable, for another platform than `wanted`, or no Toxiproxy server.
 */
export async function checkBinary(path: string, wanted: Platform): Promise<string> {
  await access(path, constants.X_OK);
  const built = await executablePlatform(path);
  if (built && (built.os !== wanted.os || built.arch !== wanted.arch)) {
    throw new Error(`${path} is built for ${platformText(built)}, expected ${platformText(wanted)}`);
  }
  if (isHost(wanted)) return reportedVersion(path);
  if (!built) throw new Error(`${path} has no known platform, expected ${platformText(wanted)}`);
  return 'unknown';
}

async function reportedVersion(path: string): Promise<string> {
  // Loaded where it is needed: a run without Toxiproxy starts sooner.
  const { execa } = await import('execa');
  const { stdout } = await execa(path, ['-version'], { timeout: versionLimitMs, stdin: 'ignore' });
  const version = /version (\S+)/.exec(stdout)?.[1];
  if (version === undefined) {
    throw new Error(
      `${path} -version printed ${JSON.stringify(stdout.slice(0, 80))}, which is not a version`,
    );
  }
  return version;
}

/** The same major and minor version, and no older patch: behaviour is as it was read in the source of `wanted`. */
export function fits(version: string, wanted: string): boolean {
  const [major, minor, patch] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor, wantedPatch = 0] = wanted.split('.').map(Number);
  return major === wantedMajor && minor === wantedMinor && (patch ?? -1) >= wantedPatch;
}
