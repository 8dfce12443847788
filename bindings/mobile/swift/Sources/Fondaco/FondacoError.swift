import FondacoNative
import Foundation

/// Why something was not done. The four kinds say who can mend it.
public enum FondacoError: Error, Hashable, Sendable {
    /// The call is malformed: fix it before sending it again.
    case invalid(WireFailure)
    /// A rule of commerce said no.
    case refused(WireFailure)
    /// It could not be done now: the same call, with the same id, may succeed later.
    case unavailable(WireFailure)
    /// Something is broken: the data, or fondaco itself.
    case fault(WireFailure)

    init(_ failure: WireFailure) {
        switch failure.kind {
        case .invalid: self = .invalid(failure)
        case .refused: self = .refused(failure)
        case .unavailable: self = .unavailable(failure)
        case .fault: self = .fault(failure)
        }
    }

    /// All that is known of it.
    public var failure: WireFailure {
        switch self {
        case .invalid(let failure), .refused(let failure), .unavailable(let failure), .fault(let failure): return failure
        }
    }

    /// The stable code.
    public var code: Code { failure.code }
    /// The reason, for people.
    public var reason: String { failure.reason }
    /// The values that the reason speaks of, by name.
    public var detail: [String: Json] { failure.detail }
    /// Whether the same call may succeed later.
    public var isRetryable: Bool { failure.kind == .unavailable }
}

extension FondacoError: LocalizedError, CustomStringConvertible {
    public var description: String { "\(code.rawValue): \(reason)" }
    public var errorDescription: String? { description }
}

func malformed(_ reason: String) -> FondacoError {
    .invalid(WireFailure(kind: .invalid, code: .wireMalformed, reason: reason))
}

/// Calls across the boundary; what it refuses is thrown as a ``FondacoError``.
func crossing<T>(_ call: () throws -> T) throws -> T {
    do {
        return try call()
    } catch let Failed.Wire(failure) {
        throw FondacoError(try WireFailure(parsing: failure))
    }
}

/// The same for calls that are awaited.
func crossing<T>(_ call: () async throws -> T) async throws -> T {
    do {
        return try await call()
    } catch let Failed.Wire(failure) {
        throw FondacoError(try WireFailure(parsing: failure))
    }
}
