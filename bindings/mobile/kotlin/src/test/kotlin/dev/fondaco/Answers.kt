package dev.fondaco

/** Answers the requests of golden vectors, one a line: Kotlin's part of `cargo xtask vectors`. */
fun main() {
    val out = System.out.bufferedWriter()
    generateSequence(::readLine).forEach { out.appendLine(runVector(it)) }
    out.flush()
}
