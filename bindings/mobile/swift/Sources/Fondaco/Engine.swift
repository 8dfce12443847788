import FondacoNative
import Foundation

/// An engine over a store. Any task may use it; every call after ``close()`` is refused with `handle.closed`.
///
/// Every call can throw a ``FondacoError``.
public final class Engine: Sendable {
    private let handle: EngineHandle

    /// Opens the store of an address: `memory:` or `sqlite:PATH`. A clock is for tests.
    public init(_ address: String, clock: ManualClock? = nil) async throws {
        handle = try await crossing { try await EngineHandle.open(address: address, clock: clock?.handle) }
    }

    /// Carries out a command. With an `id` of ``newId()`` it can be sent again until it is answered, and is carried out
    /// once; `actor` says who sends it, a guest when absent.
    public func execute(_ command: Command, id: CommandId? = nil, actor: ActorName? = nil) async throws -> Outcome {
        let request = Execute(id: id, actor: actor, command: command).json.description
        return try Outcome(parsing: try await crossing { try await handle.execute(request: request) })
    }

    /// Answers a query, with the answer of the same name.
    public func query(_ query: Query) async throws -> Answer {
        let query = query.json.description
        return try Answer(parsing: try await crossing { try await handle.query(query: query) })
    }

    /// Lets time pass: marks at most `limit` holds that are due as expired, and answers how many it marked.
    public func tick(_ limit: UInt32) async throws -> UInt32 {
        try await crossing { try await handle.tick(limit: limit) }
    }

    /// A new id for a command, to be kept and sent again until the command is answered.
    public func newId() throws -> CommandId {
        try crossing { try handle.newId() }
    }

    /// Closes the engine and its store. Calls on their way are answered; closing twice does nothing.
    public func close() async throws {
        try await crossing { try await handle.shut() }
    }
}

/// A clock that stands still until it is moved, with dice that fall alike in every run: for tests.
public final class ManualClock: Sendable {
    let handle: ClockHandle

    /// A clock that stands at an instant.
    public init(_ now: Date, seed: UInt64) throws {
        handle = try crossing { try ClockHandle(now: now.json.description, seed: seed) }
    }

    /// Moves it to an instant, forwards or backwards.
    public func set(_ now: Date) throws {
        try crossing { try handle.set(now: now.json.description) }
    }
}
