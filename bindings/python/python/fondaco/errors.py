"""What goes wrong, by who can mend it."""

from __future__ import annotations

from typing import Any, ClassVar


class FondacoError(Exception):
    """Why something was not done; nothing has changed."""

    kind: ClassVar[str] = "fault"

    code: str
    """The stable code: `stock.short`. `docs/codes.md` lists all."""
    reason: str
    """The reason, for people."""
    details: dict[str, Any]
    """The values that the reason speaks of, by name."""

    def __init__(self, code: str, reason: str, details: dict[str, Any] | None = None) -> None:
        super().__init__(code, reason, details or {})
        self.code = code
        self.reason = reason
        self.details = details or {}

    @property
    def is_retryable(self) -> bool:
        """Whether the same call, sent again with the same id, may succeed."""
        return isinstance(self, UnavailableError)

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class InvalidError(FondacoError, ValueError):
    """What was passed is wrong whatever the state of the shop: mend the call."""

    kind = "invalid"


class RefusedError(FondacoError):
    """The state of the shop does not allow it: sold out, expired, paid already."""

    kind = "refused"


class UnavailableError(FondacoError):
    """The store can't be reached now: send the same command again, with the same id."""

    kind = "unavailable"


class FaultError(FondacoError):
    """Something is broken: a store that holds what it can't hold, or a defect of fondaco."""

    kind = "fault"
