import type { Code, FailureKind, WireFailure } from "./fondaco.js";

/** Why something was not done. Everything that this package throws is one of these. */
export class FondacoError extends Error {
  override readonly name = "FondacoError";
  /** Who can mend it: `invalid` and `refused` the caller, `unavailable` time, `fault` nobody at run time. */
  readonly kind: FailureKind;
  /** The stable code, such as `coupon.unknown`. */
  readonly code: Code;
  /** The reason, for people. */
  readonly reason: string;
  /** The values that the reason speaks of, by name. */
  readonly details: { readonly [name: string]: unknown };

  constructor(failure: WireFailure, options?: ErrorOptions) {
    super(`${failure.code}: ${failure.reason}`, options);
    this.kind = failure.kind;
    this.code = failure.code;
    this.reason = failure.reason;
    this.details = failure.detail ?? {};
  }

  /** Whether the same call, sent again with the same id, may succeed. */
  get isRetryable(): boolean {
    return this.kind === "unavailable";
  }
}

/** What is sent is not of the expected shape. @internal */
export function malformed(reason: string, cause?: unknown): FondacoError {
  return new FondacoError({ kind: "invalid", code: "wire.malformed", reason }, { cause });
}

/** The place where state is kept does not answer. @internal */
export function unavailable(reason: string, cause?: unknown): FondacoError {
  return new FondacoError({ kind: "unavailable", code: "store.unavailable", reason }, { cause });
}

/** An invariant of fondaco itself does not hold. @internal */
export function defect(reason: string, cause?: unknown): FondacoError {
  return new FondacoError({ kind: "fault", code: "fondaco.defect", reason }, { cause });
}
