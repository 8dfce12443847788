import Foundation

/// Instants cross as RFC 3339 writes them, in whole microseconds, as stores keep them.
extension Date: JsonValue {
    public init(json: Json) throws {
        guard case .text(let text) = json, let micros = Instant.micros(of: text) else { throw json.isNot("an instant") }
        self.init(timeIntervalSinceReferenceDate: Double(micros - Instant.reference) / 1e6)
    }

    public var json: Json {
        let micros = (timeIntervalSinceReferenceDate * 1e6).rounded()
        // One that no wire could hold goes as it prints, and is refused by its form.
        guard abs(micros) < 1e18 else { return .text(String(timeIntervalSinceReferenceDate)) }
        return .text(Instant.text(of: Int(micros) + Instant.reference))
    }
}

/// Microseconds since 1970 UTC, and their text.
enum Instant {
    /// The start of 2001, from which Foundation counts.
    static let reference = 978_307_200_000_000
    private static let day = 86_400_000_000

    static func text(of micros: Int) -> String {
        let days = micros >= 0 ? micros / day : (micros - day + 1) / day
        let (year, month, date) = civil(days)
        let rest = micros - days * day
        let (seconds, fraction) = rest.quotientAndRemainder(dividingBy: 1_000_000)
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
        let decimals = fraction == 0 ? "" : "." + padded(fraction, 6)
        return "\(year < 0 ? "-" : "")\(padded(abs(year), 4))-\(padded(month, 2))-\(padded(date, 2))T\(clock)\(decimals)Z"
    }

    static func micros(of text: String) -> Int? {
        let signs = Array(text.utf8)
        guard let split = text.firstIndex(where: { "Tt ".contains($0) }) else { return nil }
        let dates = text[..<split].split(separator: "-", omittingEmptySubsequences: true).compactMap { Int($0) }
        let clock = text[text.index(after: split)...]
        let end = clock.firstIndex(where: { "Zz+-".contains($0) }) ?? clock.endIndex
        let times = clock[..<end].split(separator: ":")
        guard dates.count == 3, times.count == 3, let hour = Int(times[0]), let minute = Int(times[1]),
            let offset = offset(clock[end...])
        else { return nil }
        let parts = times[2].split(separator: ".")
        guard let second = parts.first.flatMap({ Int($0) }), parts.count < 3 else { return nil }
        let fraction = parts.count == 2 ? parts[1].prefix(6).padding(toLength: 6, withPad: "0", startingAt: 0) : "0"
        guard let micros = Int(fraction) else { return nil }
        let year = signs.first == UInt8(ascii: "-") ? -dates[0] : dates[0]
        let seconds = (hour * 60 + minute - offset) * 60 + second
        return days(year, dates[1], dates[2]) * day + seconds * 1_000_000 + micros
    }

    /// Minutes east of UTC.
    private static func offset(_ text: Substring) -> Int? {
        if text == "Z" || text == "z" { return 0 }
        let parts = text.dropFirst().split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, let sign = text.first else { return nil }
        return (parts[0] * 60 + parts[1]) * (sign == "-" ? -1 : 1)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Days since 1970 of a date of the Gregorian calendar, counted in years that begin in March.
    private static func days(_ year: Int, _ month: Int, _ date: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + date - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date of a number of days since 1970.
    private static func civil(_ days: Int) -> (year: Int, month: Int, date: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
    }
}
