import Fondaco
import Foundation

/// Sets a shop up in an empty store.
func open(_ shop: Engine) async throws {
    let book = Variant(
        sku: "9788806219450", title: "Le città invisibili", taxCategory: "book", prices: [try Money("12.00", "EUR")])
    let autumn = Promotion(
        code: "autumn", title: "Autumn reading",
        actions: [.discount(Discount(on: .order, off: .percent(Decimal(string: "0.1")!)))])
    let iva = TaxRate(
        zone: "IT", category: "book", name: "IVA 4 %", rate: Decimal(string: "0.04")!,
        from: try Date("2013-10-01T00:00:00Z", strategy: .iso8601))
    let rules = PriceRules(code: "eu", taxDisplay: .inclusive, promotions: [autumn], taxes: [iva])
    let web = Channel(
        code: "web", currency: "EUR", country: "IT", book: "eu", locations: ["venice"], holdSeconds: 900)
    for command: Command in [
        .defineVariants(variants: [book]), .definePriceBook(rules: rules), .defineChannel(channel: web),
        .receiveStock(location: "venice", lines: [StockLine(sku: "9788806219450", quantity: 5)]),
    ] {
        _ = try await shop.execute(command)
    }
}

/// Orders three copies, at the price that the buyer was shown.
func buy(_ shop: Engine) async throws -> OrderId {
    let address = Address(name: "Marco", street: "Calle del Fontego 5", city: "Venezia", country: "IT")
    let lines = [NewLine(sku: "9788806219450", quantity: 3)]
    guard case .cart(let cart) = try await shop.execute(.openCart(channel: "web", lines: lines, address: address)),
        case .price(let receipt) = try await shop.query(.price(cart: cart))
    else { fatalError() }
    let (total, tax) = (try Money("32.40", "EUR"), try Money("1.25", "EUR"))
    precondition(receipt.total == total && receipt.tax == tax)
    print(try receipt.rendered())
    // An id of one's own: sent again after a lost answer, the command is carried out once.
    let place = Command.placeOrder(cart: cart, total: receipt.total)
    guard case .order(let order, _, _) = try await shop.execute(place, id: shop.newId()) else { fatalError() }
    return order
}

/// A whole checkout, in a SQLite file that the next start of the program goes on with.
func checkout(_ path: String) async throws {
    let shop = try await Engine("sqlite:\(path)")
    try await open(shop)
    let order = try await buy(shop)
    guard case .order(let placed) = try await shop.query(.order(order: order)) else { fatalError() }
    precondition(placed.state == .placed)
    do {
        _ = try await buy(shop)
    } catch FondacoError.refused(let failure) where failure.code == .stockShort {
        print(failure.reason)
    }
    try await shop.close()
}
