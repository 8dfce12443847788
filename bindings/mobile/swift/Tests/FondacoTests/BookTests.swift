import Fondaco
import Foundation
import XCTest

final class BookTests: XCTestCase {
    func testAReceiptIsVerifiedExplainedPrintedAndFingerprinted() async throws {
        let book = try Book(Given.rules)
        let receipt = try book.price(Given.basket(2), in: Given.context)
        XCTAssertEqual(receipt.total, try Money("24", "EUR"))
        XCTAssertEqual(try Receipt(parsing: receipt.json.description), receipt)
        XCTAssertEqual(try JSONDecoder().decode(Receipt.self, from: JSONEncoder().encode(receipt)), receipt)
        try book.verify(receipt, of: Given.basket(2), in: Given.context)
        let differs = await refused { try book.verify(receipt, of: Given.basket(3), in: Given.context) }
        XCTAssertEqual(differs?.code, .receiptDiffers)
        XCTAssert(try receipt.explained().hasSuffix("To be paid: 24.00 EUR.\n"))
        XCTAssert(try receipt.rendered().contains("24.00"))
        XCTAssertEqual(try receipt.digest().count, 64)
        XCTAssertEqual(try Book(book.rules()).version(), try book.version())
    }

    func testAPreparedBasketAndAPriceSayTheSame() async throws {
        let book = try Book(Given.rules)
        let basket = try book.prepare(Given.basket(2), in: Given.context)
        XCTAssertEqual(try basket.receipt(), try book.price(Given.basket(2), in: Given.context))
        try basket.setQuantity(line: 1, 5)
        let receipt = try book.price(Given.basket(5), in: Given.context)
        XCTAssertEqual(try basket.receipt(), receipt)
        XCTAssertEqual(try basket.totals().total, receipt.total)
        let (line, none) = (await refused { try basket.setQuantity(line: 7, 1) }, await refused { try basket.setQuantity(line: 1, 0) })
        XCTAssertEqual(line?.code, .lineUnknown)
        XCTAssertEqual(none?.code, .quantityInvalid)
    }

    func testAHistoryIsPricedByTwoBooks() throws {
        let book = try Book(Given.rules)
        var untaxed = Given.rules
        untaxed.taxDisplay = .exclusive
        let call = PriceCall(basket: try Given.basket(1), context: Given.context)
        let simulation = try book.simulate(try Book(untaxed), history: [call, call])
        XCTAssertEqual(simulation.baskets, 2)
        XCTAssertEqual(simulation.currencies[0].after.total, try Money("24.96", "EUR"))
    }
}
