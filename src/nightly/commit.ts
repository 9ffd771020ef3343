import { execa } from 'execa';

/** The commit that is measured: GITHUB_SHA in a workflow, else that of the working directory; undefined where it is no repository. */
export async function currentCommit(environment = process.env): Promise<string | undefined> {
  if (environment.GITHUB_SHA) return environment.GITHUB_SHA;
  const { stdout, exitCode } = await execa('git', ['rev-parse', 'HEAD'], { reject: false });
  return exitCode === 0 && /^[0-9a-f]{40,64}$/.test(stdout) ? stdout : undefined;
}
