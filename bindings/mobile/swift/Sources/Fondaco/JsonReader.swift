/// Reads one text of JSON (RFC 8259).
struct JsonReader {
    private let bytes: [UInt8]
    private var at = 0
    private static let depth = 128

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func document() throws -> Json {
        let value = try self.value(0)
        blanks()
        if at < bytes.count { throw wrong("more than one value") }
        return value
    }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func value(_ depth: Int) throws -> Json {
        if depth > JsonReader.depth { throw wrong("nested too deep") }
        blanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try list(depth)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(_ depth: Int) throws -> Json {
        var fields = [String: Json]()
        try members("}") { reader in
            reader.blanks()
            guard reader.next == UInt8(ascii: "\"") else { throw reader.wrong("a name is missing") }
            let name = try reader.string()
            reader.blanks()
            try reader.take(":")
            let value = try reader.value(depth + 1)
            if fields.updateValue(value, forKey: name) != nil { throw reader.wrong("the field `\(name)` stands twice") }
        }
        return .object(fields)
    }

    private mutating func list(_ depth: Int) throws -> Json {
        var items = [Json]()
        try members("]") { items.append(try $0.value(depth + 1)) }
        return .list(items)
    }

    /// What stands between brackets, separated by commas.
    private mutating func members(_ end: Unicode.Scalar, _ member: (inout JsonReader) throws -> Void) throws {
        at += 1
        blanks()
        if next != UInt8(ascii: end) {
            try member(&self)
            blanks()
            while next == UInt8(ascii: ",") {
                at += 1
                try member(&self)
                blanks()
            }
        }
        try take(end)
    }

    private mutating func string() throws -> String {
        var text = [UInt8]()
        at += 1
        while let byte = next {
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
            case 0..<0x20: throw wrong("a text holds a control character")
            default: text.append(byte)
            }
        }
        throw wrong("a text does not end")
    }

    private mutating func escape() throws -> [UInt8] {
        guard let letter = next else { throw wrong("a text does not end") }
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"):
            var units = [try unit()]
            if UTF16.isLeadSurrogate(units[0]), next == UInt8(ascii: "\\") {
                at += 1
                try take("u")
                units.append(try unit())
            }
            guard let text = String(validating: units) else { throw wrong("an escape is no character") }
            return Array(text.utf8)
        default: throw wrong("an escape is no character")
        }
    }

    private mutating func unit() throws -> UInt16 {
        let digits = bytes[at..<min(at + 4, bytes.count)]
        let isHex = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        guard digits.count == 4, isHex, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw wrong("an escape is no character")
        }
        at += 4
        return unit
    }

    private mutating func number() throws -> Json {
        let start = at
        if next == UInt8(ascii: "-") { at += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[at - whole] != UInt8(ascii: "0") else { throw wrong("a value is missing") }
        if next == UInt8(ascii: ".") {
            at += 1
            if digits() == 0 { throw wrong("a digit is missing") }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            at += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
            if digits() == 0 { throw wrong("a digit is missing") }
        }
        return .number(String(decoding: bytes[start..<at], as: UTF8.self))
    }

    private mutating func digits() -> Int {
        let start = at
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { at += 1 }
        return at - start
    }

    private mutating func word(_ word: String, _ value: Json) throws -> Json {
        guard bytes[at...].starts(with: word.utf8) else { throw wrong("a value is missing") }
        at += word.utf8.count
        return value
    }

    private mutating func take(_ sign: Unicode.Scalar) throws {
        guard next == UInt8(ascii: sign) else { throw wrong("`\(sign)` is missing") }
        at += 1
    }

    private mutating func blanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { at += 1 }
    }

    private func wrong(_ what: String) -> FondacoError {
        malformed("\(what) at byte \(at)")
    }
}

extension String {
    /// The text of UTF-16; none where half a character stands alone.
    fileprivate init?(validating units: [UInt16]) {
        var text = "", decoder = UTF16(), units = units.makeIterator()
        while true {
            switch decoder.decode(&units) {
            case .scalarValue(let scalar): text.unicodeScalars.append(scalar)
            case .emptyInput:
                self = text
                return
            case .error: return nil
            }
        }
    }
}
