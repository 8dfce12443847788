package dev.fondaco

import dev.fondaco.examples.buy
import dev.fondaco.examples.checkout
import dev.fondaco.examples.open
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.time.Instant
import kotlin.io.path.readText
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class CheckoutTest {
    @TempDir
    lateinit var folder: Path

    private val file get() = folder.resolve("shop.sqlite").toString()

    @Test
    fun `the checkout of the README runs`() = runBlocking {
        checkout(file)
        val told = Path.of("src/test/kotlin/dev/fondaco/Checkout.kt").readText().substringAfter("\n").trim()
        assertTrue(Path.of("../README.md").readText().contains(told), "the README shows another checkout")
    }

    @Test
    fun `an order is read again after a restart, the same to the byte`() = runBlocking {
        val clock = ManualClock(Instant.parse("2026-11-21T12:00:00Z"), 42u)
        val (id, placed) = Engine.open("sqlite:$file", clock).use { shop ->
            open(shop)
            buy(shop).let { it to shop.query(Query.Order(it)).order }
        }
        Engine.open("sqlite:$file").use { shop ->
            val order = shop.query(Query.Order(id)).order
            assertEquals(placed, order)
            assertEquals(Order.encode(placed), Order.encode(order))
            assertEquals(Instant.parse("2026-11-21T12:00:00Z"), order.placedAt)
            assertEquals(Answer.Stock(onHand = 5, reserved = 3, available = 2), shop.query(stock))
            val rules = shop.query(Query.PriceBook("eu")).book
            Book(rules).use { assertEquals(order.receipt.version, it.version) }
            val (payment, due) = order.payments.single() to order.receipt.due
            shop.execute(Command.AuthorizePayment(payment, due, "cash"))
            shop.execute(Command.CapturePayment(payment, due))
            shop.execute(Command.ShipOrder(id))
            val standing = shop.query(Query.Standing(id))
            assertEquals(PaymentStanding.PAID, standing.payment)
            assertEquals(FulfilmentStanding.SHIPPED, standing.fulfilment)
        }
    }

    @Test
    fun `a command that is sent twice happens once`() = runBlocking {
        Engine.open("memory:").use { shop ->
            open(shop)
            val (id, goods) = shop.newId() to Command.ReceiveStock("venice", listOf(StockLine("9788806219450", 1)))
            assertEquals(shop.execute(goods, id), shop.execute(goods, id))
            assertEquals(6, shop.query(stock).onHand)
            assertEquals(0u, shop.tick(10u))
        }
    }

    @Test
    fun `a clock of one's own makes the same records`() = runBlocking {
        fun events() = runBlocking {
            val clock = ManualClock(Instant.parse("2026-11-21T12:00:00Z"), 7u)
            Engine.open("memory:", clock).use { shop ->
                open(shop)
                clock.set(Instant.parse("2026-11-22T12:00:00.000001Z"))
                buy(shop)
                Answer.encode(shop.query(Query.Events()))
            }
        }
        assertEquals(events(), events())
        assertTrue(events().contains("\"at\":\"2026-11-22T12:00:00.000001Z\""))
    }

    private companion object {
        val stock = Query.Stock("9788806219450", "venice")
    }
}
