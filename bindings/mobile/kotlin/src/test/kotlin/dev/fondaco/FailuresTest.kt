package dev.fondaco

import dev.fondaco.examples.buy
import dev.fondaco.examples.open
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.io.TempDir
import java.math.BigDecimal
import java.nio.file.Path
import java.time.Instant
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

class FailuresTest {
    @TempDir
    lateinit var folder: Path

    private inline fun refused(call: () -> Unit): FondacoException = assertFailsWith<FondacoException> { call() }

    @Test
    fun `what is no id, code, quantity or name is refused by its form`() = runBlocking {
        Engine.open("memory:").use { shop ->
            for (command in listOf(
                Command.PlaceOrder("no id"),
                Command.OpenCart("a code with blanks"),
                Command.OpenCart("web", lines = listOf(NewLine("TEA", 0))),
                Command.OpenCart("web", lines = listOf(NewLine("TEA", -1))),
                Command.OpenCart("web", lines = listOf(NewLine("TEA", Int.MAX_VALUE))),
                Command.CancelOrder("0199c1d2-0000-7000-8000-000000000001", "half a character: \ud800"),
            )) {
                val failure = refused { shop.execute(command) }
                assertTrue(failure is FondacoException.Invalid && failure.code == Code.WIRE_MALFORMED, "$failure")
            }
            val unknown = refused { shop.execute(Command.OpenCart("web")) }
            assertTrue(unknown is FondacoException.Refused && !unknown.isRetryable)
            assertEquals(Code.CHANNEL_UNKNOWN, unknown.code)
            assertEquals(Json.Text("web"), unknown.detail["id"])
            assertEquals("channel.unknown: ${unknown.reason}", unknown.message)
        }
    }

    @Test
    fun `amounts, instants and texts of any size are answered by a failure`() = runBlocking {
        Engine.open("memory:").use { shop ->
            val payment = "0199c1d2-0000-7000-8000-000000000001"
            for (huge in listOf("1e999999999", "1e-999999999", "9".repeat(90), "92233720368547758.08", "0.001")) {
                val failure = refused { shop.execute(Command.CapturePayment(payment, Money(huge, "EUR"))) }
                assertTrue(failure is FondacoException.Invalid, "$huge: $failure")
            }
            for (at in listOf(Instant.MAX, Instant.MIN)) {
                val command = Command.AuthorizePayment(payment, Money("1", "EUR"), "x", at)
                assertTrue(refused { shop.execute(command) } is FondacoException.Invalid)
            }
            val long = Command.CancelOrder(payment, "x".repeat(5_000_000))
            assertTrue(refused { shop.execute(long) } is FondacoException)
        }
    }

    @Test
    fun `JSON of another shape is refused with a reason`() {
        val wrong = mapOf(
            """{"amount": 12.30, "currency": "EUR"}""" to "`12.30` is not a decimal",
            """{"amount": "1", "currency": "EUR", "more": 1}""" to "unknown field `more`",
            """{"amount": "1"}""" to "the field `currency` is missing",
            """{"amount": "1", "amount": "1"}""" to "stands twice",
            """{"amount": NaN}""" to "a value is missing",
            """[]""" to "is not an object",
            "[".repeat(1_000_000) to "nested too deep",
            "" to "a value is missing",
        )
        for ((json, reason) in wrong) {
            val failure = refused { Money.decode(json) }
            assertEquals(Code.WIRE_MALFORMED, failure.code)
            assertTrue(failure.reason.contains(reason), failure.reason)
        }
        assertTrue(refused { Code.decode("\"no.such\"") }.reason.contains("`no.such` is no Code"))
        assertTrue(refused { Command.decode("""{"do": "fly"}""") }.reason.contains("`fly` is no Command"))
    }

    @Test
    fun `every call on a closed handle is refused`() = runBlocking {
        val shop = Engine.open("sqlite:${folder.resolve("shop.sqlite")}")
        val book = Book(Given.rules)
        val basket = book.prepare(Given.basket(1), Given.context)
        repeat(2) {
            shop.close()
            book.close()
            basket.close()
        }
        val calls = listOf(
            refused { shop.execute(Command.OpenCart("web")) },
            refused { shop.query(Query.Events()) },
            refused { shop.tick(1u) },
            refused { shop.newId() },
            refused { book.version },
            refused { book.price(Given.basket(1), Given.context) },
            refused { basket.totals() },
            refused { basket.setQuantity(1u, 1) },
        )
        assertTrue(calls.all { it is FondacoException.Invalid && it.code == Code.HANDLE_CLOSED }, "$calls")
    }

    @Test
    fun `an address of no store is refused`() = runBlocking {
        for (address in listOf("", "memory", "postgres://secret@host/db", "shop.db")) {
            val failure = refused { Engine.open(address) }
            assertEquals(Code.STORE_UNKNOWN, failure.code)
            assertTrue("secret" !in failure.reason)
        }
        assertEquals(Code.STORE_FAULT, refused { Engine.open("sqlite:$folder/no/such/folder.sqlite") }.code)
        assertEquals(Code.RULES_INVALID, refused { Book(Given.rules.copy(taxes = Given.rules.taxes + Given.rules.taxes)) }.code)
    }

    @Test
    fun `two handles on one file and many threads sell no copy twice`() = runBlocking {
        val address = "sqlite:${folder.resolve("shop.sqlite")}"
        Engine.open(address).use { one ->
            Engine.open(address).use { other ->
                open(one)
                other.execute(Command.ReceiveStock("venice", listOf(StockLine("9788806219450", 4))))
                val buyers = List(12) { number ->
                    async(Dispatchers.IO) {
                        runCatching { buy(if (number % 2 == 0) one else other) }.exceptionOrNull()
                    }
                }.awaitAll()
                assertEquals(3, buyers.count { it == null }, "$buyers")
                val codes = buyers.filterNotNull().map { (it as FondacoException).code }
                assertTrue(codes.all { it == Code.STOCK_SHORT }, "$codes")
                assertEquals(9, one.query(Query.Stock("9788806219450", "venice")).reserved)
            }
        }
    }

    @Test
    fun `a book is shared by threads`() = runBlocking {
        val book = Book(Given.rules)
        val receipts = List(64) { async(Dispatchers.Default) { book.price(Given.basket(3), Given.context) } }.awaitAll()
        assertEquals(1, receipts.toSet().size)
        assertEquals(BigDecimal("36.00"), receipts.first().total.amount)
    }
}
