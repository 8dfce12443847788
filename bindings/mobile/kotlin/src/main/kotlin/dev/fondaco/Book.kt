package dev.fondaco

import dev.fondaco.ffi.BasketHandle
import dev.fondaco.ffi.BookHandle

/**
 * A compiled price book: prices without a store. Any thread may use it; every call after [close] is refused with
 * `handle.closed`. Every call can throw a [FondacoException].
 */
class Book private constructor(private val handle: BookHandle) : AutoCloseable {
    /** Compiles price rules; refused with `rules.invalid`, whose detail lists every problem. */
    constructor(rules: PriceRules) : this(crossing { BookHandle.compile(PriceRules.encode(rules)) })

    /** The fingerprint of its rules, as receipts carry it. */
    val version: Digest get() = crossing { handle.version() }

    /** Its rules, in full. */
    val rules: PriceRules get() = PriceRules.decode(crossing { handle.rules() })

    /** Prices a basket. */
    fun price(basket: Basket, context: Context): Receipt =
        Receipt.decode(crossing { handle.price(PriceCall.encode(PriceCall(basket, context))) })

    /** Prices a basket anew and compares; refused with `receipt.differs`. */
    fun verify(basket: Basket, context: Context, receipt: Receipt) =
        crossing { handle.verify(VerifyCall.encode(VerifyCall(basket, context, receipt))) }

    /** What a history of baskets would cost under another book. */
    fun simulate(other: Book, history: List<PriceCall>): Simulation =
        Simulation.decode(crossing { handle.simulate(other.handle, list(PriceCall).encode(history)) })

    /** Makes a basket ready to be priced again and again while its quantities change. */
    fun prepare(basket: Basket, context: Context): PreparedBasket =
        PreparedBasket(crossing { handle.prepare(PriceCall.encode(PriceCall(basket, context))) })

    /** Closes the book; closing twice does nothing. Baskets that it prepared stay open. */
    override fun close() = handle.shut()
}

/** A basket made ready: kept, changed and priced again. It holds for the instant of its context. */
class PreparedBasket internal constructor(private val handle: BasketHandle) : AutoCloseable {
    /** Sets the quantity of a line by its number; refused with `line.unknown` and `quantity.invalid`. */
    fun setQuantity(line: UInt, quantity: Long) = crossing { handle.setQuantity(line, quantity) }

    /** The sums of the basket as it is now. */
    fun totals(): Totals = Totals.decode(crossing { handle.totals() })

    /** The receipt of the basket as it is now. */
    fun receipt(): Receipt = Receipt.decode(crossing { handle.receipt() })

    /** Closes the basket; closing twice does nothing. */
    override fun close() = handle.shut()
}

/** The receipt in sentences, for people who ask why. */
fun Receipt.explain(): String = crossing { dev.fondaco.ffi.explain(Receipt.encode(this)) }

/** The receipt as a table of at most 80 columns. */
fun Receipt.render(): String = crossing { dev.fondaco.ffi.render(Receipt.encode(this)) }

/** Its fingerprint, the same in every language. */
fun Receipt.digest(): Digest = crossing { dev.fondaco.ffi.digest(Receipt.encode(this)) }

/** Runs the request of a golden vector, and answers as JSON. */
fun runVector(request: String): String = dev.fondaco.ffi.runVector(request)

/** The names of every command, outcome, query, record, event and code, as JSON. */
fun surface(): String = dev.fondaco.ffi.surface()
