package dev.fondaco

import java.math.BigDecimal
import java.time.DateTimeException
import java.time.Instant

/** Reads and writes a type as the JSON that crosses the boundary: to keep a receipt, to send a command. */
abstract class Codec<T> internal constructor() {
    internal abstract fun read(json: Json): T

    internal abstract fun write(value: T): Json

    /** The value of a JSON text; refused with `wire.malformed` where it is none. */
    fun decode(json: String): T = read(Json.parse(json))

    /** A value as a JSON text. */
    fun encode(value: T): String = write(value).toString()
}

/** A word of a list. */
interface Word {
    /** The word on the wire. */
    val text: String
}

/** Reads and writes the words of a list. */
abstract class Words<T : Word> internal constructor(private val name: String, words: () -> List<T>) : Codec<T>() {
    private val byText by lazy { words().associateBy { it.text } }

    override fun read(json: Json): T = text.read(json).let { word -> byText[word] ?: unknown(name, word) }

    override fun write(value: T): Json = Json.Text(value.text)
}

private class Plain<T>(private val reading: (Json) -> T?, private val name: String, private val writing: (T) -> Json) :
    Codec<T>() {
    override fun read(json: Json): T = reading(json) ?: malformed("`${json.short()}` is not $name")

    override fun write(value: T): Json = writing(value)
}

internal val text: Codec<String> = Plain({ (it as? Json.Text)?.value }, "a text", Json::Text)
internal val truth: Codec<Boolean> = Plain({ (it as? Json.Truth)?.value }, "true or false", Json::Truth)
internal val int: Codec<Int> = Plain({ it.number()?.toIntOrNull() }, "a whole number") { Json.Number("$it") }
internal val long: Codec<Long> = Plain({ it.number()?.toLongOrNull() }, "a whole number") { Json.Number("$it") }
internal val ulong: Codec<ULong> = Plain({ it.number()?.toULongOrNull() }, "a whole number") { Json.Number("$it") }
internal val any: Codec<Json> = Plain({ it }, "JSON") { it }

/** Amounts and rates. One that no wire could hold is written in short, so that the engine refuses it by its form. */
internal val decimal: Codec<BigDecimal> = Plain({ (it as? Json.Text)?.value?.toBigDecimalOrNull() }, "a decimal") {
    val isWritable = it.precision() < 100 && it.scale() in -100..100
    Json.Text(if (isWritable) it.toPlainString() else it.toString())
}

internal val instant: Codec<Instant> = Plain({ json -> (json as? Json.Text)?.let { parsed(it.value) } }, "an instant") {
    Json.Text(it.toString())
}

private fun parsed(text: String): Instant? = try {
    Instant.parse(text)
} catch (_: DateTimeException) {
    null
}

private fun Json.number(): String? = (this as? Json.Number)?.text

private fun Json.short(): String = toString().let { if (it.length > 40) it.take(40) + "…" else it }

internal fun <T> list(of: Codec<T>): Codec<List<T>> =
    Plain({ (it as? Json.Items)?.items?.map(of::read) }, "a list") { Json.Items(it.map(of::write)) }

internal fun <T> map(of: Codec<T>): Codec<Map<String, T>> =
    Plain({ (it as? Json.Fields)?.fields?.mapValues { (_, value) -> of.read(value) } }, "an object") {
        Json.Fields(it.mapValues { (_, value) -> of.write(value) })
    }

internal fun <T : Any> nullable(of: Codec<T>): Codec<T?> = object : Codec<T?>() {
    override fun read(json: Json): T? = if (json == Json.Null) null else of.read(json)

    override fun write(value: T?): Json = if (value == null) Json.Null else of.write(value)
}

internal fun <A, B> pair(first: Codec<A>, second: Codec<B>): Codec<Pair<A, B>> =
    Plain(
        { json -> (json as? Json.Items)?.items?.takeIf { it.size == 2 }?.let { first.read(it[0]) to second.read(it[1]) } },
        "a list of two",
    ) { (one, other) -> Json.Items(listOf(first.write(one), second.write(other))) }

/** The fields of an object while it is read. */
internal class Reading(private val fields: Map<String, Json>) {
    private val taken = HashSet<String>()

    fun <T> need(name: String, codec: Codec<T>): T {
        taken.add(name)
        return codec.read(fields[name] ?: malformed("the field `$name` is missing"))
    }

    fun <T> may(name: String, codec: Codec<T>): T? {
        taken.add(name)
        return fields[name]?.takeIf { it != Json.Null }?.let(codec::read)
    }

    fun tag(name: String): String = need(name, text)

    fun end() {
        fields.keys.firstOrNull { it !in taken }?.let { malformed("unknown field `$it`") }
    }
}

/** The fields of an object while it is written. */
internal class Writing {
    val fields = LinkedHashMap<String, Json>()

    fun <T> put(name: String, codec: Codec<T>, value: T) {
        fields[name] = codec.write(value)
    }

    fun <T : Any> may(name: String, codec: Codec<T>, value: T?) {
        if (value != null) put(name, codec, value)
    }

    fun tag(name: String, value: String) = put(name, text, value)
}

/** What stands under the only key of an object. */
internal class Held(private val tag: String, private val held: Json?) {
    operator fun <T> invoke(codec: Codec<T>): T = codec.read(held ?: malformed("`$tag` stands alone"))
}

internal inline fun <T> Json.fields(read: Reading.() -> T): T {
    val reading = Reading((this as? Json.Fields)?.fields ?: malformed("`$this` is not an object"))
    return reading.read().also { reading.end() }
}

/** A word, or an object whose only key is one. */
internal inline fun <T> Json.keyed(read: (tag: String, held: Held) -> T): T = when (this) {
    is Json.Text -> read(value, Held(value, null))
    is Json.Fields -> fields.entries.singleOrNull()?.let { (tag, held) -> read(tag, Held(tag, held)) }
    else -> null
} ?: malformed("`$this` is not a word, nor an object with one key")

internal inline fun record(write: Writing.() -> Unit): Json = Json.Fields(Writing().apply(write).fields)

internal fun unknown(type: String, name: String): Nothing = malformed("`$name` is no $type")

internal fun malformed(reason: String): Nothing = throw FondacoException.Invalid(Code.WIRE_MALFORMED, reason)
