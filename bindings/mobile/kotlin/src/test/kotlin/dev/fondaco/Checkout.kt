package dev.fondaco.examples

import dev.fondaco.*
import dev.fondaco.Target
import java.math.BigDecimal
import java.time.Instant

/** Sets a shop up in an empty store. */
suspend fun open(shop: Engine) {
    shop.execute(Command.DefineVariants(listOf(
        Variant("9788806219450", "Le città invisibili", "book", prices = listOf(Money("12.00", "EUR"))))))
    val autumn = Promotion("autumn", "Autumn reading", actions = listOf(
        Action.Discount(Discount(on = Target.ORDER, off = Off.Percent(BigDecimal("0.1"))))))
    val iva = TaxRate("IT", "book", "IVA 4 %", BigDecimal("0.04"), from = Instant.parse("2013-10-01T00:00:00Z"))
    shop.execute(Command.DefinePriceBook(
        PriceRules("eu", TaxDisplay.INCLUSIVE, promotions = listOf(autumn), taxes = listOf(iva))))
    shop.execute(Command.DefineChannel(Channel("web", "EUR", "IT", "eu", listOf("venice"), holdSeconds = 900)))
    shop.execute(Command.ReceiveStock("venice", listOf(StockLine("9788806219450", 5))))
}

/** Orders three copies, at the price that the buyer was shown. */
suspend fun buy(shop: Engine): OrderId {
    val address = Address("Marco", "Calle del Fontego 5", city = "Venezia", country = "IT")
    val lines = listOf(NewLine("9788806219450", 3))
    val cart = shop.execute(Command.OpenCart("web", lines = lines, address = address)).cart
    val receipt = shop.query(Query.Price(cart)).receipt
    check(receipt.total == Money("32.40", "EUR") && receipt.tax == Money("1.25", "EUR"))
    println(receipt.render())
    // An id of one's own: sent again after a lost answer, the command is carried out once.
    return shop.execute(Command.PlaceOrder(cart, receipt.total), id = shop.newId()).order
}

/** A whole checkout, in a SQLite file that the next start of the program goes on with. */
suspend fun checkout(path: String) {
    Engine.open("sqlite:$path").use { shop ->
        open(shop)
        val order = buy(shop)
        check(shop.query(Query.Order(order)).order.state == OrderState.PLACED)
        try {
            buy(shop)
        } catch (refused: FondacoException.Refused) {
            check(refused.code == Code.STOCK_SHORT)
        }
    }
}
