package dev.fondaco

/** A value of JSON. Numbers keep their text, so none loses a digit. `toString` writes it without blanks. */
sealed class Json {
    /** `null`. */
    data object Null : Json()

    /** `true` or `false`. */
    data class Truth(val value: Boolean) : Json()

    /** A number, as it was written. */
    data class Number(val text: String) : Json()

    /** A text. */
    data class Text(val value: String) : Json()

    /** A list. */
    data class Items(val items: List<Json>) : Json()

    /** An object, its fields in their order. */
    data class Fields(val fields: Map<String, Json>) : Json()

    final override fun toString(): String = buildString { write(this) }

    private fun write(out: StringBuilder) {
        when (this) {
            Null -> out.append("null")
            is Truth -> out.append(value)
            is Number -> out.append(text)
            is Text -> quote(value, out)
            is Items -> items.joinTo(out, ",", "[", "]") { it.toString() }
            is Fields -> fields.entries.joinTo(out, ",", "{", "}") { (name, value) -> "${Text(name)}:$value" }
        }
    }

    /** Reads JSON. */
    companion object {
        /** The value of a text; refused with `wire.malformed` where it is no JSON, or nested deeper than 128 levels. */
        fun parse(text: String): Json = JsonReader(text).document()

        private fun quote(text: String, out: StringBuilder) {
            out.append('"')
            for ((at, letter) in text.withIndex()) {
                when {
                    letter == '"' || letter == '\\' -> out.append('\\').append(letter)
                    letter in SHORT -> out.append('\\').append(SHORT[letter])
                    letter < ' ' || isAlone(text, at) -> out.append("\\u%04x".format(letter.code))
                    else -> out.append(letter)
                }
            }
            out.append('"')
        }

        /** Whether a half of a character stands without the other: no encoding holds it, so it is escaped and refused. */
        private fun isAlone(text: String, at: Int): Boolean = when {
            text[at].isHighSurrogate() -> text.getOrNull(at + 1)?.isLowSurrogate() != true
            text[at].isLowSurrogate() -> text.getOrNull(at - 1)?.isHighSurrogate() != true
            else -> false
        }

        private val SHORT = mapOf('\b' to 'b', '\u000c' to 'f', '\n' to 'n', '\r' to 'r', '\t' to 't')
    }
}
