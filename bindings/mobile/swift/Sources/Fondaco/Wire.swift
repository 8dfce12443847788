import Foundation

/// A value that crosses the boundary as JSON.
public protocol JsonValue {
    /// Reads it; refused with `wire.malformed` where the JSON is of another shape.
    init(json: Json) throws
    /// Its JSON.
    var json: Json { get }
}

/// A type of the wire. It can be kept and sent as JSON: of itself, or through `JSONEncoder` and `JSONDecoder`.
public protocol Wire: JsonValue, Hashable, Codable, Sendable {}

extension Wire {
    /// Reads it from a JSON text.
    public init(parsing text: String) throws {
        try self.init(json: Json(parsing: text))
    }

    public init(from decoder: Decoder) throws {
        try self.init(json: Json(from: decoder))
    }

    public func encode(to encoder: Encoder) throws {
        try json.encode(to: encoder)
    }
}

/// A word of a list.
public protocol Word: Wire, RawRepresentable, CaseIterable where RawValue == String {}

extension Word {
    public init(json: Json) throws {
        let word = try String(json: json)
        guard let found = Self(rawValue: word) else { throw malformed("`\(word)` is no \(Self.self)") }
        self = found
    }

    public var json: Json { .text(rawValue) }

    public init(from decoder: Decoder) throws {
        try self.init(json: Json(from: decoder))
    }

    public func encode(to encoder: Encoder) throws {
        try json.encode(to: encoder)
    }
}

/// Two values that stand together.
public struct Pair<First, Second> {
    /// The first.
    public var first: First
    /// The second.
    public var second: Second

    public init(_ first: First, _ second: Second) {
        self.first = first
        self.second = second
    }
}

extension Pair: Equatable where First: Equatable, Second: Equatable {}
extension Pair: Hashable where First: Hashable, Second: Hashable {}
extension Pair: Sendable where First: Sendable, Second: Sendable {}

extension Pair: JsonValue where First: JsonValue, Second: JsonValue {
    public init(json: Json) throws {
        guard case .list(let items) = json, items.count == 2 else { throw json.isNot("a list of two") }
        self.init(try First(json: items[0]), try Second(json: items[1]))
    }

    public var json: Json { .list([first.json, second.json]) }
}

extension Json: JsonValue {
    public init(json: Json) { self = json }
    public var json: Json { self }

    func isNot(_ what: String) -> FondacoError {
        malformed("`\(description.prefix(40))` is not \(what)")
    }

    /// A word, or the only key of an object, and what stands under it.
    func keyed() throws -> (tag: String, held: (String) throws -> Json) {
        switch self {
        case .text(let word):
            return (word, { throw malformed("`\($0)` stands alone") })
        case .object(let fields):
            guard fields.count == 1, let (tag, value) = fields.first else { fallthrough }
            return (tag, { _ in value })
        default:
            throw isNot("a word, nor an object with one key")
        }
    }
}

extension String: JsonValue {
    public init(json: Json) throws {
        guard case .text(let text) = json else { throw json.isNot("a text") }
        self = text
    }

    public var json: Json { .text(self) }
}

extension Bool: JsonValue {
    public init(json: Json) throws {
        guard case .bool(let truth) = json else { throw json.isNot("true or false") }
        self = truth
    }

    public var json: Json { .bool(self) }
}

extension Int: JsonValue {
    public init(json: Json) throws {
        guard case .number(let text) = json, let number = Int(text) else { throw json.isNot("a whole number") }
        self = number
    }

    public var json: Json { .number(String(self)) }
}

extension UInt64: JsonValue {
    public init(json: Json) throws {
        guard case .number(let text) = json, let number = UInt64(text) else { throw json.isNot("a whole number") }
        self = number
    }

    public var json: Json { .number(String(self)) }
}

extension Decimal: JsonValue {
    public init(json: Json) throws {
        // Foundation reads as far as it understands, so what is no decimal is turned back before.
        guard case .text(let text) = json, text.allSatisfy({ "-.0123456789".contains($0) }),
            let decimal = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
        else { throw json.isNot("a decimal") }
        self = decimal
    }

    public var json: Json { .text(description) }
}

extension Array: JsonValue where Element: JsonValue {
    public init(json: Json) throws {
        guard case .list(let items) = json else { throw json.isNot("a list") }
        self = try items.map { try Element(json: $0) }
    }

    public var json: Json { .list(map(\.json)) }
}

extension Dictionary: JsonValue where Key == String, Value: JsonValue {
    public init(json: Json) throws {
        guard case .object(let fields) = json else { throw json.isNot("an object") }
        self = try fields.mapValues { try Value(json: $0) }
    }

    public var json: Json { .object(mapValues(\.json)) }
}

extension Optional: JsonValue where Wrapped: JsonValue {
    public init(json: Json) throws {
        self = json == .null ? nil : try Wrapped(json: json)
    }

    public var json: Json { self?.json ?? .null }
}

/// The fields of an object while it is read.
struct Fields {
    private var fields: [String: Json]

    init(_ json: Json) throws {
        guard case .object(let fields) = json else { throw json.isNot("an object") }
        self.fields = fields
    }

    mutating func need<T: JsonValue>(_ name: String) throws -> T {
        guard let json = fields.removeValue(forKey: name) else { throw malformed("the field `\(name)` is missing") }
        return try T(json: json)
    }

    mutating func may<T: JsonValue>(_ name: String) throws -> T? {
        guard let json = fields.removeValue(forKey: name), json != .null else { return nil }
        return try T(json: json)
    }

    func end() throws {
        if let name = fields.keys.min() { throw malformed("unknown field `\(name)`") }
    }
}

extension [String: Json] {
    mutating func put(_ name: String, _ value: some JsonValue) {
        self[name] = value.json
    }

    /// An optional field that is absent stays away.
    mutating func put<T: JsonValue>(_ name: String, _ value: T?) {
        if let value { self[name] = value.json }
    }
}
