package dev.fondaco

import java.io.File
import kotlin.reflect.KClass
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Everything that the wire has, Kotlin has; and what Kotlin reads, it writes. */
class SurfaceTest {
    private val surface = (Json.parse(surface()) as Json.Fields).fields

    private fun names(of: String) = (surface.getValue(of) as Json.Items).items.map { (it as Json.Text).value }

    private fun snake(name: String) = name.replace(Regex("(?<=.)[A-Z]"), "_$0").lowercase()

    private fun variants(of: KClass<*>) = of.java.permittedSubclasses.map { it.simpleName }.toSet()

    @Test
    fun `every command, outcome, query and record is a type`() {
        assertEquals(names("commands").toSet(), variants(Command::class).map(::snake).toSet())
        assertEquals(names("outcomes").toSet(), variants(Outcome::class).map(::snake).toSet())
        assertEquals(names("queries").toSet(), variants(Query::class).map(::snake).toSet())
        assertEquals(names("queries").toSet(), variants(Answer::class).map(::snake).toSet())
        assertEquals(names("records"), RecordKind.entries.map { it.text })
        assertEquals(names("events").size, variants(Event::class).size)
    }

    @Test
    fun `every code is a word with its kind`() {
        val codes = (surface.getValue("codes") as Json.Items).items.map { (it as Json.Fields).fields }
        assertEquals(codes.map { (it["code"] as Json.Text).value }, Code.entries.map { it.text })
        for (code in codes) {
            val (name, kind) = text.read(code.getValue("code")) to text.read(code.getValue("kind"))
            val failure = FondacoException.of(WireFailure.decode("""{"kind":"$kind","code":"$name","reason":"x"}"""))
            assertEquals(name, failure.code.text)
            assertEquals(kind, failure::class.simpleName!!.lowercase())
        }
    }

    @Test
    fun `every vector is read, written and answered the same to the byte`() {
        val files = File("../../../tests/vectors").listFiles { file -> file.extension == "json" }!!.sorted()
        var count = 0
        for (vector in files.flatMap { (Json.parse(it.readText()) as Json.Items).items }) {
            val (name, request, answer) = (vector as Json.Fields).fields.values.map { it.toString() }
            assertEquals(answer, runVector(request), name)
            // An instant, an amount or a choice that got lost on the way would show in the answer.
            if (!answer.contains("wire.malformed")) {
                assertEquals(answer, runVector(VectorRequest.encode(VectorRequest.decode(request))), name)
            }
            if (request.startsWith("{\"plan\"")) {
                val read = PlanAnswer.decode(answer)
                assertEquals(read, PlanAnswer.decode(PlanAnswer.encode(read)), name)
            } else {
                val read = PricingAnswer.decode(answer)
                assertEquals(read, PricingAnswer.decode(PricingAnswer.encode(read)), name)
            }
            count++
        }
        assertTrue(count >= 300, "$count")
    }
}
