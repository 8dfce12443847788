import Foundation

/// An amount of money in major units.
public struct Money: Wire {
    /// How much.
    public var amount: Decimal
    /// Of what.
    public var currency: Currency

    public init(amount: Decimal, currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// An amount as it is written: `try Money("12.30", "EUR")`. A literal of Swift would pass through a binary float.
    public init(_ amount: String, _ currency: Currency) throws {
        self.init(amount: try Decimal(json: .text(amount)), currency: currency)
    }

    public init(json: Json) throws {
        var fields = try Fields(json)
        amount = try fields.need("amount")
        currency = try fields.need("currency")
        try fields.end()
    }

    public var json: Json { .object(["amount": amount.json, "currency": currency.json]) }
}

extension Money: CustomStringConvertible {
    public var description: String { "\(amount) \(currency)" }
}
