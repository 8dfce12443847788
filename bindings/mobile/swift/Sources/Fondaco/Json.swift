/// A value of JSON. Numbers keep their text, so none loses a digit. `description` writes it without blanks.
public enum Json: Hashable, Sendable, CustomStringConvertible {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, as it was written.
    case number(String)
    /// A text.
    case text(String)
    /// A list.
    case list([Json])
    /// An object.
    case object([String: Json])

    /// The value of a text; refused with `wire.malformed` where it is no JSON, or nested deeper than 128 levels.
    public init(parsing text: String) throws {
        var reader = JsonReader(text)
        self = try reader.document()
    }

    public var description: String {
        var out = ""
        write(&out)
        return out
    }

    private func write(_ out: inout String) {
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .number(let text): out += text
        case .text(let text): Json.quote(text, &out)
        case .list(let items):
            out += "["
            for (place, item) in items.enumerated() {
                if place > 0 { out += "," }
                item.write(&out)
            }
            out += "]"
        case .object(let fields):
            out += "{"
            for (place, name) in fields.keys.sorted().enumerated() {
                if place > 0 { out += "," }
                Json.quote(name, &out)
                out += ":"
                fields[name]?.write(&out)
            }
            out += "}"
        }
    }

    private static func quote(_ text: String, _ out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}

extension Json: Codable {
    public init(from decoder: Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let truth = try? value.decode(Bool.self) {
            self = .bool(truth)
        } else if let number = try? value.decode(Int64.self) {
            self = .number(String(number))
        } else if let number = try? value.decode(UInt64.self) {
            self = .number(String(number))
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let items = try? value.decode([Json].self) {
            self = .list(items)
        } else {
            self = .object(try value.decode([String: Json].self))
        }
    }

    public func encode(to encoder: Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .bool(let truth): try value.encode(truth)
        case .number(let text):
            if let number = Int64(text) {
                try value.encode(number)
            } else if let number = UInt64(text) {
                try value.encode(number)
            } else {
                throw malformed("`\(text)` is not a whole number")
            }
        case .text(let text): try value.encode(text)
        case .list(let items): try value.encode(items)
        case .object(let fields): try value.encode(fields)
        }
    }
}
