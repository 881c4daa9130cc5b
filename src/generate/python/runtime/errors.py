# ---- What a call can raise ------------------------------------------------------------------------------------------


class ApiError(Exception):
    """Base of everything that a call raises.

    ApiError
      InputError          nothing was sent; a TypeError, too
      NetworkError        no answer came
        DeadlineError     not in time
      AnswerError         an answer came that is no success
        ProblemError      it tells what is wrong (RFC 9457)
        HttpError         it is anything else: HTML of some proxy
        DecodeError       it is a success, but its content is not what is declared
    """

    #: Whether the same call may succeed later.
    retryable: bool = False


class InputError(ApiError, TypeError):
    """What was given cannot be sent: a wrong name, or a value that has no text. Nothing was sent."""


class NetworkError(ApiError):
    """The API could not be reached, or the connection broke; the reason is the `__cause__`."""

    retryable = True


class DeadlineError(NetworkError):
    """No answer came in time."""


class AnswerError(ApiError):
    """An answer came, and it is no success."""

    def __init__(self, message: str, status: int, headers: Mapping[str, str], content: bytes) -> None:
        super().__init__(message)
        self.status = status
        #: Names in lower case.
        self.headers = headers
        self.content = content

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The content as JSON, or `None` where it is none."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError):
            return None

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors travel between processes.
        return type(self), (self.args[0], self.status, self.headers, self.content)


class HttpError(AnswerError):
    """An error answer that is no problem: HTML of some proxy, or anything."""

    def __init__(self, message: str, status: int, headers: Mapping[str, str], content: bytes) -> None:
        super().__init__(message, status, headers, content)
        self.retryable = status in (429, 502, 503, 504)


class DecodeError(AnswerError):
    """A success whose content is not what the contract declares."""


class ProblemError(AnswerError):
    """The API told what is wrong (RFC 9457). Match on `code`; `errors` lists every fault of the request at once."""

    def __init__(self, problem: Mapping[str, Any], status: int, headers: Mapping[str, str], content: bytes) -> None:
        title = problem.get("detail") or problem.get("title") or problem.get("code")
        super().__init__(str(title or f"the API answered {status}"), status, headers, content)
        self.problem = problem
        self.type = _text_or_none(problem.get("type"))
        self.code = _text_or_none(problem.get("code"))
        self.title = _text_or_none(problem.get("title"))
        self.detail = _text_or_none(problem.get("detail"))
        self.instance = _text_or_none(problem.get("instance"))
        self.operation = _text_or_none(problem.get("operation"))
        #: Who must act: `caller`, `contract` or `upstream`.
        self.fault = _text_or_none(problem.get("fault"))
        self.retryable = problem.get("retryable") is True
        self.errors = _violations(problem.get("errors"))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problem, self.status, self.headers, self.content)


# `in` is no name that a class could have.
Violation = TypedDict(
    "Violation",
    {
        "in": str,
        "name": str,
        "pointer": str,
        "code": str,
        "detail": str,
        "suggestion": "NotRequired[str]",
        "expected": "NotRequired[Any]",
    },
)


def _text_or_none(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _violations(value: Any) -> list[Violation]:
    errors: list[Any] = value if _is_list(value) else []
    # What other programs tell in another form stands in `problem`.
    return [error for error in errors if _is_mapping(error) and all(isinstance(error.get(name), str) for name in _TOLD)]


_TOLD = ("in", "name", "pointer", "code", "detail")


# A type checker that narrowed what is any value by the class itself would go on about the unknown types within.
def _is_mapping(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple))
