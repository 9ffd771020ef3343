/** How a node ends, as nodes/contract/README.md says. */
export const exitCodes = {
  /** It left the cluster because it was asked to. */
  ok: 0,
  badEnvironment: 2,
  /** Its harness is gone: the lease was not renewed, or stdin ended. */
  abandoned: 3,
  /** EX_SOFTWARE of sysexits.h. */
  internal: 70,
  /** EX_OSERR: a listen address is taken, or is none of this host. */
  cannotListen: 71,
} as const;
