package dev.fondaco

import java.math.BigDecimal
import java.time.Instant
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** A book, a basket and its context, for prices without a store. */
internal object Given {
    val rules = PriceRules(
        "eu",
        TaxDisplay.INCLUSIVE,
        taxes = listOf(TaxRate("IT", "book", "IVA 4 %", BigDecimal("0.04"), from = Instant.parse("2013-10-01T00:00:00Z"))),
    )
    val context = Context(Instant.parse("2026-11-21T12:00:00Z"), Destination("IT"))

    fun basket(quantity: Int) = Basket(
        "EUR",
        listOf(BasketLine(1, "novel", "Novel", quantity, price = LinePrice(Money("12.00", "EUR")), taxCategory = "book")),
    )
}

class BookTest {
    private val book = Book(Given.rules)

    @Test
    fun `a receipt is verified, explained, printed and fingerprinted`() {
        val receipt = book.price(Given.basket(2), Given.context)
        assertEquals(Money("24", "EUR"), receipt.total)
        assertEquals(receipt, Receipt.decode(Receipt.encode(receipt)))
        book.verify(Given.basket(2), Given.context, receipt)
        val differs = assertFailsWith<FondacoException.Refused> { book.verify(Given.basket(3), Given.context, receipt) }
        assertEquals(Code.RECEIPT_DIFFERS, differs.code)
        assertTrue(receipt.explain().endsWith("To be paid: 24.00 EUR.\n"))
        assertTrue(receipt.render().contains("24.00"))
        assertEquals(64, receipt.digest().length)
        assertEquals(book.version, Book(book.rules).version)
    }

    @Test
    fun `a prepared basket and a price say the same`() {
        val basket = book.prepare(Given.basket(2), Given.context)
        assertEquals(book.price(Given.basket(2), Given.context), basket.receipt())
        basket.setQuantity(1u, 5)
        val receipt = book.price(Given.basket(5), Given.context)
        assertEquals(receipt, basket.receipt())
        assertEquals(receipt.total, basket.totals().total)
        assertEquals(Code.LINE_UNKNOWN, assertFailsWith<FondacoException.Refused> { basket.setQuantity(7u, 1) }.code)
        assertEquals(Code.QUANTITY_INVALID, assertFailsWith<FondacoException.Invalid> { basket.setQuantity(1u, 0) }.code)
    }

    @Test
    fun `a history is priced by two books`() {
        val untaxed = Given.rules.copy(taxDisplay = TaxDisplay.EXCLUSIVE)
        val history = List(2) { PriceCall(Given.basket(1), Given.context) }
        val simulation = book.simulate(Book(untaxed), history)
        assertEquals(2uL, simulation.baskets)
        assertEquals(Money("24.96", "EUR"), simulation.currencies.single().after.total)
    }
}
