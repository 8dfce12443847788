package dev.fondaco

import java.math.BigDecimal

/** An amount of money in major units. `12.3` and `12.30` are the same amount. */
class Money(
    /** How much. */
    val amount: BigDecimal,
    /** Of what. */
    val currency: Currency,
) {
    /** An amount as it is written: `Money("12.30", "EUR")`. */
    constructor(amount: String, currency: Currency) : this(amount.toBigDecimal(), currency)

    override fun equals(other: Any?): Boolean =
        other is Money && amount.compareTo(other.amount) == 0 && currency == other.currency

    override fun hashCode(): Int = 31 * amount.stripTrailingZeros().hashCode() + currency.hashCode()

    override fun toString(): String = "${amount.toPlainString()} $currency"

    /** Reads and writes its JSON. */
    companion object : Codec<Money>() {
        override fun read(json: Json): Money =
            json.fields { Money(need("amount", decimal), need("currency", text)) }

        override fun write(value: Money): Json = record {
            put("amount", decimal, value.amount)
            put("currency", text, value.currency)
        }
    }
}
