package dev.fondaco

/** Reads one text of JSON (RFC 8259). */
internal class JsonReader(private val text: String) {
    private var at = 0

    fun document(): Json {
        val value = value(0)
        blanks()
        if (at < text.length) wrong("more than one value")
        return value
    }

    private fun value(depth: Int): Json {
        if (depth > DEPTH) wrong("nested too deep")
        blanks()
        return when (text.getOrNull(at)) {
            '{' -> fields(depth)
            '[' -> items(depth)
            '"' -> Json.Text(string())
            't' -> word("true", Json.Truth(true))
            'f' -> word("false", Json.Truth(false))
            'n' -> word("null", Json.Null)
            else -> number()
        }
    }

    private fun fields(depth: Int): Json {
        val fields = LinkedHashMap<String, Json>()
        members('}') {
            blanks()
            if (text.getOrNull(at) != '"') wrong("a name is missing")
            val name = string()
            blanks()
            take(':')
            if (fields.put(name, value(depth + 1)) != null) wrong("the field `$name` stands twice")
        }
        return Json.Fields(fields)
    }

    private fun items(depth: Int): Json {
        val items = ArrayList<Json>()
        members(']') { items.add(value(depth + 1)) }
        return Json.Items(items)
    }

    /** What stands between brackets, separated by commas. */
    private inline fun members(end: Char, member: () -> Unit) {
        at++
        blanks()
        if (text.getOrNull(at) != end) {
            while (true) {
                member()
                blanks()
                if (text.getOrNull(at) != ',') break
                at++
            }
        }
        take(end)
    }

    private fun string(): String = buildString {
        at++
        while (true) {
            when (val letter = text.getOrNull(at++) ?: wrong("a text does not end")) {
                '"' -> return@buildString
                '\\' -> append(escape())
                else -> if (letter < ' ') wrong("a text holds a control character") else append(letter)
            }
        }
    }

    private fun escape(): Char = when (val letter = text.getOrNull(at++)) {
        '"', '\\', '/' -> letter
        'b' -> '\b'
        'f' -> '\u000c'
        'n' -> '\n'
        'r' -> '\r'
        't' -> '\t'
        'u' -> {
            val digits = text.drop(at).take(4).takeIf { HEX.matches(it) } ?: wrong("an escape is no character")
            at += 4
            digits.toInt(16).toChar()
        }
        else -> wrong("an escape is no character")
    }

    private fun number(): Json {
        val found = NUMBER.matchAt(text, at) ?: wrong("a value is missing")
        at = found.range.last + 1
        return Json.Number(found.value)
    }

    private fun word(word: String, value: Json): Json {
        if (!text.startsWith(word, at)) wrong("a value is missing")
        at += word.length
        return value
    }

    private fun take(sign: Char) {
        if (text.getOrNull(at) != sign) wrong("`$sign` is missing")
        at++
    }

    private fun blanks() {
        while (at < text.length && text[at] in " \t\n\r") at++
    }

    private fun wrong(what: String): Nothing = malformed("$what at character $at")

    private companion object {
        const val DEPTH = 128
        val NUMBER = Regex("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?")
        val HEX = Regex("[0-9a-fA-F]{4}")
    }
}
