import dev.fondaco.*
import kotlinx.coroutines.runBlocking
import java.math.BigDecimal
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset

/**
 * A till that needs no network: it sells into a SQLite file and prints the day's report.
 *
 * `till FILE [INSTANT]` reads one word a line: `sell SKU QUANTITY`, `report`. The instant is for tests.
 */
fun main(arguments: Array<String>) = runBlocking {
    val clock = arguments.getOrNull(1)?.let { ManualClock(Instant.parse(it), 1u) }
    Engine.open("sqlite:${arguments.first()}", clock).use { engine ->
        val till = Till(engine)
        till.openShop()
        generateSequence(::readLine).map { it.split(' ') }.forEach { words ->
            runBlocking {
                try {
                    till.carryOut(words)
                } catch (failure: FondacoException) {
                    println("refused: ${failure.message}")
                }
            }
        }
    }
}

private class Till(private val engine: Engine) {
    private val here = Address("Till 1", "Campo San Luca", city = "Venezia", country = "IT")

    /** Sets the shop up, the first time. */
    suspend fun openShop() {
        try {
            engine.query(Query.Channel("till"))
            return
        } catch (unknown: FondacoException.Refused) {
            println("opening the shop")
        }
        val goods = listOf(
            Variant("CITTA", "Le città invisibili", "book", prices = listOf(Money("12.00", "EUR"))),
            Variant("TOTE", "Tote bag", "standard", prices = listOf(Money("15.50", "EUR"))),
        )
        val since = Instant.parse("2013-10-01T00:00:00Z")
        val taxes = listOf(
            TaxRate("IT", "book", "IVA 4 %", BigDecimal("0.04"), from = since),
            TaxRate("IT", "standard", "IVA 22 %", BigDecimal("0.22"), from = since),
        )
        engine.execute(Command.DefineVariants(goods))
        engine.execute(Command.DefinePriceBook(PriceRules("shop", TaxDisplay.INCLUSIVE, taxes = taxes)))
        engine.execute(Command.ReceiveStock("shop", listOf(StockLine("CITTA", 4), StockLine("TOTE", 10))))
        // Last, because a shop with a channel is one that is set up.
        engine.execute(Command.DefineChannel(Channel("till", "EUR", "IT", "shop", listOf("shop"), holdSeconds = 60)))
    }

    suspend fun carryOut(words: List<String>) {
        when (words.first()) {
            "sell" -> sell(words[1], words[2].toInt())
            "report" -> report()
            else -> println("`${words.first()}`: it takes `sell SKU QUANTITY` or `report`")
        }
    }

    /** Goods go over the counter for cash: ordered, paid and handed over. */
    private suspend fun sell(sku: Sku, quantity: Int) {
        val (order, payment, total) = engine.execute(Command.BuyNow("till", lines = listOf(NewLine(sku, quantity)), address = here))
        engine.execute(Command.AuthorizePayment(payment, total, "cash"))
        engine.execute(Command.CapturePayment(payment, total))
        engine.execute(Command.ShipOrder(order))
        println("sold $quantity $sku: $total")
    }

    /** What the log says was sold, by day. */
    private suspend fun report() {
        val days = placed().groupBy { it.placedAt.atOffset(ZoneOffset.UTC).toLocalDate() }
        days.forEach { (day, orders) -> print(day, orders.map { it.receipt }) }
    }

    private fun print(day: LocalDate, receipts: List<Receipt>) {
        println("$day: ${receipts.size} sales")
        val lines = receipts.flatMap { it.lines }
        for ((sku, sold) in lines.groupBy { it.sku }.toSortedMap()) {
            println("  ${sold.sumOf { it.quantity }} $sku ${sold.sumOf { it.gross.amount }.toPlainString()}")
        }
        val taxes = receipts.flatMap { it.taxes }
        for ((name, of) in taxes.groupBy { it.name }.toSortedMap()) {
            println("  $name ${of.sumOf { it.amount.amount }.toPlainString()}")
        }
        println("  total ${receipts.sumOf { it.total.amount }.toPlainString()} EUR")
    }

    /** Every order, oldest first, a page of the log at a time. */
    private suspend fun placed(): List<Order> {
        val orders = mutableListOf<Order>()
        var after: Cursor? = null
        while (true) {
            val events = engine.query(Query.Events(after)).events
            orders += events.mapNotNull { (it.envelope.event as? Event.OrderPlaced)?.order }
            after = events.lastOrNull()?.cursor ?: return orders
        }
    }
}
