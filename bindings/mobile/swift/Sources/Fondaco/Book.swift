import FondacoNative

/// A compiled price book: prices without a store. Any thread may use it; every call after ``close()`` is refused with
/// `handle.closed`. Every call can throw a ``FondacoError``.
public final class Book: Sendable {
    private let handle: BookHandle

    /// Compiles price rules; refused with `rules.invalid`, whose detail lists every problem.
    public init(_ rules: PriceRules) throws {
        handle = try crossing { try BookHandle.compile(rules: rules.json.description) }
    }

    /// The fingerprint of its rules, as receipts carry it.
    public func version() throws -> Digest {
        try crossing { try handle.version() }
    }

    /// Its rules, in full.
    public func rules() throws -> PriceRules {
        try PriceRules(parsing: try crossing { try handle.rules() })
    }

    /// Prices a basket.
    public func price(_ basket: Basket, in context: Context) throws -> Receipt {
        let call = PriceCall(basket: basket, context: context).json.description
        return try Receipt(parsing: try crossing { try handle.price(call: call) })
    }

    /// Prices a basket anew and compares; refused with `receipt.differs`.
    public func verify(_ receipt: Receipt, of basket: Basket, in context: Context) throws {
        let call = VerifyCall(basket: basket, context: context, receipt: receipt).json.description
        try crossing { try handle.verify(call: call) }
    }

    /// What a history of baskets would cost under another book.
    public func simulate(_ other: Book, history: [PriceCall]) throws -> Simulation {
        let history = history.json.description
        return try Simulation(parsing: try crossing { try handle.simulate(other: other.handle, history: history) })
    }

    /// Makes a basket ready to be priced again and again while its quantities change.
    public func prepare(_ basket: Basket, in context: Context) throws -> PreparedBasket {
        let call = PriceCall(basket: basket, context: context).json.description
        return PreparedBasket(try crossing { try handle.prepare(call: call) })
    }

    /// Closes the book; closing twice does nothing. Baskets that it prepared stay open.
    public func close() {
        handle.shut()
    }
}

/// A basket made ready: kept, changed and priced again. It holds for the instant of its context.
public final class PreparedBasket: Sendable {
    private let handle: BasketHandle

    init(_ handle: BasketHandle) {
        self.handle = handle
    }

    /// Sets the quantity of a line by its number; refused with `line.unknown` and `quantity.invalid`.
    public func setQuantity(line: UInt32, _ quantity: Int64) throws {
        try crossing { try handle.setQuantity(line: line, quantity: quantity) }
    }

    /// The sums of the basket as it is now.
    public func totals() throws -> Totals {
        try Totals(parsing: try crossing { try handle.totals() })
    }

    /// The receipt of the basket as it is now.
    public func receipt() throws -> Receipt {
        try Receipt(parsing: try crossing { try handle.receipt() })
    }

    /// Closes the basket; closing twice does nothing.
    public func close() {
        handle.shut()
    }
}

extension Receipt {
    /// The receipt in sentences, for people who ask why.
    public func explained() throws -> String {
        try crossing { try FondacoNative.explain(receipt: json.description) }
    }

    /// The receipt as a table of at most 80 columns.
    public func rendered() throws -> String {
        try crossing { try FondacoNative.render(receipt: json.description) }
    }

    /// Its fingerprint, the same in every language.
    public func digest() throws -> Digest {
        try crossing { try FondacoNative.digest(receipt: json.description) }
    }
}

/// Runs the request of a golden vector, and answers as JSON.
public func runVector(_ request: String) -> String {
    FondacoNative.runVector(request: request)
}

/// The names of every command, outcome, query, record, event and code, as JSON.
public func surface() -> String {
    FondacoNative.surface()
}
