import Fondaco
import Foundation

/// A till that needs no network: it sells into a SQLite file and prints the day's report.
///
/// `till FILE [INSTANT]` reads one word a line: `sell SKU QUANTITY`, `report`. The instant is for tests.
@main
struct Till {
    private let engine: Engine
    private let here = Address(name: "Till 1", street: "Campo San Luca", city: "Venezia", country: "IT")

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let file = arguments.first else { return print("till FILE [INSTANT]") }
        let clock = try arguments.dropFirst().first.map { try ManualClock(Date(json: .text($0)), seed: 1) }
        let till = Till(engine: try await Engine("sqlite:\(file)", clock: clock))
        try await till.openShop()
        while let line = readLine() {
            do {
                try await till.carryOut(line.split(separator: " ").map(String.init))
            } catch let error as FondacoError {
                print("refused: \(error)")
            }
        }
        try await till.engine.close()
    }

    /// Sets the shop up, the first time.
    private func openShop() async throws {
        do {
            _ = try await engine.query(.channel(channel: "till"))
            return
        } catch FondacoError.refused {
            print("opening the shop")
        }
        let goods = [
            Variant(sku: "CITTA", title: "Le città invisibili", taxCategory: "book", prices: [try Money("12.00", "EUR")]),
            Variant(sku: "TOTE", title: "Tote bag", taxCategory: "standard", prices: [try Money("15.50", "EUR")]),
        ]
        let since = try Date(json: "2013-10-01T00:00:00Z".json)
        let taxes = [
            TaxRate(zone: "IT", category: "book", name: "IVA 4 %", rate: try Decimal(json: "0.04".json), from: since),
            TaxRate(zone: "IT", category: "standard", name: "IVA 22 %", rate: try Decimal(json: "0.22".json), from: since),
        ]
        let stock = [StockLine(sku: "CITTA", quantity: 4), StockLine(sku: "TOTE", quantity: 10)]
        let channel = Channel(
            code: "till", currency: "EUR", country: "IT", book: "shop", locations: ["shop"], holdSeconds: 60)
        // The channel last, because a shop with one is one that is set up.
        for command: Command in [
            .defineVariants(variants: goods),
            .definePriceBook(rules: PriceRules(code: "shop", taxDisplay: .inclusive, taxes: taxes)),
            .receiveStock(location: "shop", lines: stock), .defineChannel(channel: channel),
        ] {
            _ = try await engine.execute(command)
        }
    }

    private func carryOut(_ words: [String]) async throws {
        switch words.first {
        case "sell" where words.count == 3: try await sell(words[1], Int(words[2]) ?? 0)
        case "report": try await report()
        default: print("`\(words.first ?? "")`: it takes `sell SKU QUANTITY` or `report`")
        }
    }

    /// Goods go over the counter for cash: ordered, paid and handed over.
    private func sell(_ sku: Sku, _ quantity: Int) async throws {
        let lines = [NewLine(sku: sku, quantity: quantity)]
        let sale = try await engine.execute(.buyNow(channel: "till", lines: lines, address: here))
        guard case .order(let order, let payment, let total) = sale else { return }
        _ = try await engine.execute(.authorizePayment(payment: payment, amount: total, reference: "cash"))
        _ = try await engine.execute(.capturePayment(payment: payment, amount: total))
        _ = try await engine.execute(.shipOrder(order: order))
        print("sold \(quantity) \(sku): \(shown(total.amount)) \(total.currency)")
    }

    /// What the log says was sold, by day.
    private func report() async throws {
        let days = Dictionary(grouping: try await placed()) { $0.placedAt.ISO8601Format().prefix(10) }
        for (day, orders) in days.sorted(by: { $0.key < $1.key }) {
            print("\(day): \(orders.count) sales")
            let receipts = orders.map(\.receipt)
            let goods = Dictionary(grouping: receipts.flatMap(\.lines), by: \.sku)
            for (sku, sold) in goods.sorted(by: { $0.key < $1.key }) {
                let units = sold.map(\.quantity).reduce(0, +)
                print("  \(units) \(sku) \(shown(sold.map(\.gross.amount).reduce(0, +)))")
            }
            let taxes = Dictionary(grouping: receipts.flatMap(\.taxes), by: \.name)
            for (name, of) in taxes.sorted(by: { $0.key < $1.key }) {
                print("  \(name) \(shown(of.map(\.amount.amount).reduce(0, +)))")
            }
            print("  total \(shown(receipts.map(\.total.amount).reduce(0, +))) EUR")
        }
    }

    /// Every order, oldest first, a page of the log at a time.
    private func placed() async throws -> [Order] {
        var (orders, after) = ([Order](), Cursor?.none)
        while case .events(let events) = try await engine.query(.events(after: after)), let last = events.last {
            for case .orderPlaced(let order) in events.map(\.envelope.event) { orders.append(order) }
            after = last.cursor
        }
        return orders
    }

    /// An amount of euros with its cents.
    private func shown(_ amount: Decimal) -> String {
        amount.formatted(.number.precision(.fractionLength(2)).grouping(.never).locale(Locale(identifier: "en_US_POSIX")))
    }
}
