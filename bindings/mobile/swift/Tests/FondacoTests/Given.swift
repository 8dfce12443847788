import Fondaco
import Foundation
import XCTest

/// Rules, a basket and its context, for prices without a store.
enum Given {
    static let noon = Date(timeIntervalSince1970: 1_795_262_400)
    static let context = Context(at: noon, destination: Destination(country: "IT"))
    static let stock = Query.stock(sku: "9788806219450", location: "venice")

    static var rules: PriceRules {
        let iva = TaxRate(
            zone: "IT", category: "book", name: "IVA 4 %", rate: Decimal(string: "0.04")!,
            from: Date(timeIntervalSince1970: 1_380_585_600))
        return PriceRules(code: "eu", taxDisplay: .inclusive, taxes: [iva])
    }

    static func basket(_ quantity: Int) throws -> Basket {
        let price = LinePrice(unit: try Money("12.00", "EUR"))
        let line = BasketLine(
            line: 1, sku: "novel", title: "Novel", quantity: quantity, price: price, taxCategory: "book")
        return Basket(currency: "EUR", lines: [line])
    }
}

extension XCTestCase {
    /// A file in a folder that is gone after the test.
    func file(_ name: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        addTeardownBlock { try? FileManager.default.removeItem(at: folder) }
        return folder.appendingPathComponent(name).path
    }
}

/// The project's root.
let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../../..")

/// What a call is refused with.
func refused<T>(_ call: () async throws -> T, line: UInt = #line) async -> FondacoError? {
    do {
        _ = try await call()
        XCTFail("it was not refused", line: line)
        return nil
    } catch let error as FondacoError {
        return error
    } catch {
        XCTFail("\(error) is no error of fondaco", line: line)
        return nil
    }
}
