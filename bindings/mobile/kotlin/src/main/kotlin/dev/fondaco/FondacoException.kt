package dev.fondaco

import dev.fondaco.ffi.Failed

/** Why something was not done. The four kinds say who can mend it; [code] is stable, [reason] is for people. */
sealed class FondacoException(
    /** The stable code. */
    val code: Code,
    /** The reason, for people. */
    val reason: String,
    /** The values that the reason speaks of, by name. */
    val detail: Map<String, Json>,
) : Exception("$code: $reason") {
    /** The call is malformed: fix it before sending it again. */
    class Invalid(code: Code, reason: String, detail: Map<String, Json> = emptyMap()) : FondacoException(code, reason, detail)

    /** A rule of commerce said no. */
    class Refused(code: Code, reason: String, detail: Map<String, Json> = emptyMap()) : FondacoException(code, reason, detail)

    /** It could not be done now: the same call, with the same id, may succeed later. */
    class Unavailable(code: Code, reason: String, detail: Map<String, Json> = emptyMap()) :
        FondacoException(code, reason, detail)

    /** Something is broken: the data, or fondaco itself. */
    class Fault(code: Code, reason: String, detail: Map<String, Json> = emptyMap()) : FondacoException(code, reason, detail)

    /** Whether the same call may succeed later. */
    val isRetryable: Boolean get() = this is Unavailable

    internal companion object {
        fun of(failure: WireFailure): FondacoException = when (failure.kind) {
            FailureKind.INVALID -> Invalid(failure.code, failure.reason, failure.detail)
            FailureKind.REFUSED -> Refused(failure.code, failure.reason, failure.detail)
            FailureKind.UNAVAILABLE -> Unavailable(failure.code, failure.reason, failure.detail)
            FailureKind.FAULT -> Fault(failure.code, failure.reason, failure.detail)
        }
    }
}

/** Calls across the boundary; what it refuses is thrown as a [FondacoException]. */
internal inline fun <T> crossing(call: () -> T): T = try {
    call()
} catch (failed: Failed) {
    throw when (failed) {
        is Failed.Wire -> FondacoException.of(WireFailure.decode(failed.failure))
    }
}
