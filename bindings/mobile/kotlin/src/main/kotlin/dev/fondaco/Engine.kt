package dev.fondaco

import dev.fondaco.ffi.ClockHandle
import dev.fondaco.ffi.EngineHandle
import kotlinx.coroutines.runBlocking
import java.time.Instant

/**
 * An engine over a store. Any thread may use it; every call after [close] is refused with `handle.closed`.
 *
 * Every call can throw a [FondacoException].
 */
class Engine private constructor(private val handle: EngineHandle) : AutoCloseable {
    /**
     * Carries out a command. With an [id] of [newId] it can be sent again until it is answered, and is carried out once;
     * [actor] says who sends it, a guest when absent.
     */
    @Suppress("UNCHECKED_CAST")
    suspend fun <R : Outcome> execute(command: Command<R>, id: CommandId? = null, actor: Actor? = null): R {
        val request = Execute.encode(Execute(id, actor, command))
        return Outcome.decode(crossing { handle.execute(request) }) as R
    }

    /** Answers a query. */
    @Suppress("UNCHECKED_CAST")
    suspend fun <R : Answer> query(query: Query<R>): R = Answer.decode(crossing { handle.query(Query.encode(query)) }) as R

    /** Lets time pass: marks at most [limit] holds that are due as expired, and answers how many it marked. */
    suspend fun tick(limit: UInt): UInt = crossing { handle.tick(limit) }

    /** A new id for a command, to be kept and sent again until the command is answered. */
    fun newId(): CommandId = crossing { handle.newId() }

    /** Closes the engine and its store. Calls on their way are answered; closing twice does nothing. */
    override fun close() = runBlocking { crossing { handle.shut() } }

    /** Opens engines. */
    companion object {
        /** Opens the store of an address: `memory:` or `sqlite:PATH`. A [clock] is for tests. */
        suspend fun open(address: String, clock: ManualClock? = null): Engine =
            Engine(crossing { EngineHandle.open(address, clock?.handle) })
    }
}

/** A clock that stands still until it is moved, with dice that fall alike in every run: for tests. */
class ManualClock(now: Instant, seed: ULong) {
    internal val handle = crossing { ClockHandle(instant.encode(now), seed) }

    /** Moves it to an instant, forwards or backwards. */
    fun set(now: Instant) = crossing { handle.set(instant.encode(now)) }
}
