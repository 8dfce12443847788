import Fondaco
import Foundation
import XCTest

final class FailuresTests: XCTestCase {
    private let payment = "0199c1d2-0000-7000-8000-000000000001"

    func testWhatIsNoIdCodeOrQuantityIsRefusedByItsForm() async throws {
        let shop = try await Engine("memory:")
        let commands: [Command] = [
            .placeOrder(cart: "no id"), .openCart(channel: "a code with blanks"),
            .openCart(channel: "web", lines: [NewLine(sku: "TEA", quantity: 0)]),
            .openCart(channel: "web", lines: [NewLine(sku: "TEA", quantity: -1)]),
            .openCart(channel: "web", lines: [NewLine(sku: "TEA", quantity: .max)]),
            .cancelOrder(order: payment, reason: "\u{0}"),
        ]
        for command in commands {
            guard case .invalid = await refused({ try await shop.execute(command) }) else {
                return XCTFail("\(command)")
            }
        }
        let unknown = await refused { try await shop.execute(.openCart(channel: "web")) }
        guard case .refused(let failure) = unknown else { return XCTFail("\(String(describing: unknown))") }
        XCTAssertEqual(failure.code, .channelUnknown)
        XCTAssertEqual(failure.detail["id"], .text("web"))
        XCTAssertEqual(unknown?.localizedDescription, "channel.unknown: \(failure.reason)")
        XCTAssertEqual(unknown?.isRetryable, false)
    }

    func testAmountsInstantsAndTextsOfAnySizeAreAnsweredByAFailure() async throws {
        let shop = try await Engine("memory:")
        let amounts: [Decimal] = [
            .nan, .greatestFiniteMagnitude, .leastFiniteMagnitude, Decimal(string: "92233720368547758.08")!,
            Decimal(string: "0.001")!,
        ]
        for amount in amounts {
            let money = Money(amount: amount, currency: "EUR")
            let error = await refused { try await shop.execute(.capturePayment(payment: payment, amount: money)) }
            XCTAssertEqual(error?.failure.kind, .invalid, "\(amount)")
        }
        let instants: [Double] = [.infinity, -.infinity, .nan, 1e300, -1e18]
        for instant in instants.map(Date.init(timeIntervalSince1970:)) + [.distantFuture.addingTimeInterval(1e12)] {
            let one = Money(amount: 1, currency: "EUR")
            let command = Command.authorizePayment(payment: payment, amount: one, reference: "x", expiresAt: instant)
            let error = await refused { try await shop.execute(command) }
            XCTAssertEqual(error?.failure.kind, .invalid, "\(instant)")
        }
        let long = Command.cancelOrder(order: payment, reason: String(repeating: "x", count: 5_000_000))
        _ = await refused { try await shop.execute(long) }
    }

    func testJsonOfAnotherShapeIsRefusedWithAReason() async throws {
        let wrong = [
            #"{"amount": 12.30, "currency": "EUR"}"#: "`12.30` is not a decimal",
            #"{"amount": "12x", "currency": "EUR"}"#: "is not a decimal",
            #"{"amount": "1", "currency": "EUR", "more": 1}"#: "unknown field `more`",
            #"{"amount": "1"}"#: "the field `currency` is missing",
            #"{"amount": "1", "amount": "1"}"#: "stands twice",
            #"{"amount": "\ud800"}"#: "an escape is no character",
            #"{"amount": NaN}"#: "a value is missing",
            #"[]"#: "is not an object",
            String(repeating: "[", count: 1_000_000): "nested too deep",
            "": "a value is missing",
        ]
        for (json, reason) in wrong {
            let error = await refused { try Money(parsing: json) }
            XCTAssertEqual(error?.code, .wireMalformed)
            XCTAssertEqual(error?.reason.contains(reason), true, "\(error?.reason ?? ""): \(reason)")
        }
        let (code, command) = (await refused { try Code(parsing: "\"no.such\"") }, await refused { try Command(parsing: #"{"do": "fly"}"#) })
        XCTAssertEqual(code?.reason, "`no.such` is no Code")
        XCTAssertEqual(command?.reason, "`fly` is no Command")
    }

    func testEveryCallOnAClosedHandleIsRefused() async throws {
        let shop = try await Engine("sqlite:" + file("shop.sqlite"))
        let book = try Book(Given.rules)
        let basket = try book.prepare(Given.basket(1), in: Given.context)
        for _ in 0..<2 {
            try await shop.close()
            book.close()
            basket.close()
        }
        let errors = [
            await refused { try await shop.execute(.openCart(channel: "web")) }, await refused { try await shop.query(.events()) },
            await refused { try await shop.tick(1) }, await refused { try shop.newId() },
            await refused { try book.version() }, await refused { try book.price(Given.basket(1), in: Given.context) },
            await refused { try basket.totals() }, await refused { try basket.setQuantity(line: 1, 1) },
        ]
        XCTAssert(errors.allSatisfy { $0?.code == .handleClosed && $0?.failure.kind == .invalid }, "\(errors)")
    }

    func testAnAddressOfNoStoreIsRefused() async throws {
        for address in ["", "memory", "postgres://secret@host/db", "shop.db"] {
            let error = await refused { try await Engine(address) }
            XCTAssertEqual(error?.code, .storeUnknown)
            XCTAssertEqual(error?.reason.contains("secret"), false)
        }
        let nowhere = "sqlite:" + (try file("no/such/shop.sqlite"))
        let missing = await refused { try await Engine(nowhere) }
        XCTAssertEqual(missing?.code, .storeFault)
        var twice = Given.rules
        twice.taxes += twice.taxes
        let invalid = await refused { try Book(twice) }
        XCTAssertEqual(invalid?.code, .rulesInvalid)
    }

    func testTwoHandlesOnOneFileAndManyTasksSellNoCopyTwice() async throws {
        let address = "sqlite:" + (try file("shop.sqlite"))
        let (one, other) = (try await Engine(address), try await Engine(address))
        try await open(one)
        _ = try await other.execute(
            .receiveStock(location: "venice", lines: [StockLine(sku: "9788806219450", quantity: 4)]))
        let codes = await withTaskGroup(of: Code?.self) { group in
            for number in 0..<12 {
                group.addTask { () async -> Code? in
                    do {
                        _ = try await buy(number % 2 == 0 ? one : other)
                        return nil
                    } catch {
                        return (error as? FondacoError)?.code ?? Code.defect
                    }
                }
            }
            return await group.reduce(into: [Code?]()) { $0.append($1) }
        }
        XCTAssertEqual(codes.filter { (code: Code?) in code == nil }.count, 3, "\(codes)")
        XCTAssert(codes.allSatisfy { $0 == nil || $0 == .stockShort }, "\(codes)")
        let stock = try await one.query(Given.stock)
        XCTAssertEqual(stock, .stock(onHand: 9, reserved: 9, available: 0))
        try await one.close()
        try await other.close()
    }

    func testABookIsSharedByThreads() throws {
        let book = try Book(Given.rules)
        let basket = try Given.basket(3)
        let totals = Found()
        DispatchQueue.concurrentPerform(iterations: 64) { _ in
            totals.add(try? book.price(basket, in: Given.context).total)
        }
        XCTAssertEqual(totals.all, Array(repeating: try Money("36", "EUR"), count: 64))
    }
}

/// What threads found, behind a lock.
private final class Found: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var all = [Money?]()

    func add(_ total: Money?) {
        lock.lock()
        defer { lock.unlock() }
        all.append(total)
    }
}
