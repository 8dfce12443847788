import Fondaco
import Foundation
import XCTest

final class CheckoutTests: XCTestCase {
    func testTheCheckoutOfTheReadmeRuns() async throws {
        try await checkout(try file("shop.sqlite"))
        let source = try String(contentsOf: URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().appendingPathComponent("Checkout.swift"), encoding: .utf8)
        let readme = try String(contentsOf: project.appendingPathComponent("bindings/mobile/README.md"), encoding: .utf8)
        XCTAssert(readme.contains(source), "the README shows another checkout")
    }

    func testAnOrderIsReadAgainAfterARestartTheSameToTheByte() async throws {
        let address = "sqlite:" + (try file("shop.sqlite"))
        var shop = try await Engine(address, clock: try ManualClock(Given.noon, seed: 42))
        try await open(shop)
        let id = try await buy(shop)
        guard case .order(let placed) = try await shop.query(.order(order: id)) else { return XCTFail("no order") }
        try await shop.close()

        shop = try await Engine(address)
        guard case .order(let order) = try await shop.query(.order(order: id)) else { return XCTFail("no order") }
        XCTAssertEqual(order, placed)
        XCTAssertEqual(order.json.description, placed.json.description)
        XCTAssertEqual(order.placedAt, Given.noon)
        let stock = try await shop.query(Given.stock)
        XCTAssertEqual(stock, .stock(onHand: 5, reserved: 3, available: 2))
        guard case .priceBook(let rules) = try await shop.query(.priceBook(book: "eu")) else { return XCTFail("no book") }
        XCTAssertEqual(try Book(rules).version(), order.receipt.version)
        let (payment, due) = (order.payments[0], order.receipt.due)
        _ = try await shop.execute(.authorizePayment(payment: payment, amount: due, reference: "cash"))
        _ = try await shop.execute(.capturePayment(payment: payment, amount: due))
        _ = try await shop.execute(.shipOrder(order: id))
        let standing = try await shop.query(.standing(order: id))
        XCTAssertEqual(standing, .standing(payment: .paid, fulfilment: .shipped))
        try await shop.close()
    }

    func testACommandThatIsSentTwiceHappensOnce() async throws {
        let shop = try await Engine("memory:")
        try await open(shop)
        let goods = Command.receiveStock(location: "venice", lines: [StockLine(sku: "9788806219450", quantity: 1)])
        let id = try shop.newId()
        let first = try await shop.execute(goods, id: id)
        let second = try await shop.execute(goods, id: id)
        XCTAssertEqual(first, second)
        let stock = try await shop.query(Given.stock)
        XCTAssertEqual(stock, .stock(onHand: 6, reserved: 0, available: 6))
        let marked = try await shop.tick(10)
        XCTAssertEqual(marked, 0)
    }

    func testAClockOfOnesOwnMakesTheSameRecords() async throws {
        var logs = [String]()
        for _ in 0..<2 {
            let clock = try ManualClock(Given.noon, seed: 7)
            let shop = try await Engine("memory:", clock: clock)
            try await open(shop)
            try clock.set(Given.noon.addingTimeInterval(86_400.000_001))
            _ = try await buy(shop)
            logs.append(try await shop.query(.events()).json.description)
        }
        XCTAssertEqual(logs[0], logs[1])
        XCTAssert(logs[0].contains("\"at\":\"2026-11-22T12:00:00.000001Z\""))
    }
}
