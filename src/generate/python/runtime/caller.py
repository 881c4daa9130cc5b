# ---- How operations are called --------------------------------------------------------------------------------------


class Request:
    """A request before it is sent; `before_request` may change it."""

    def __init__(self, method: str, url: str, headers: dict[str, str], body: bytes | Iterable[bytes] | None) -> None:
        self.method = method
        self.url = url
        #: Names in lower case.
        self.headers = headers
        #: Pieces where files are sent.
        self.body = body


class Response:
    """An answer, for `after_response`."""

    def __init__(self, status: int, headers: Mapping[str, str], pieces: Generator[bytes, None, None]) -> None:
        self.status = status
        #: Names in lower case.
        self.headers = headers
        #: Empty where the answer streams.
        self.content = b""
        #: What has not been read yet. The first is empty: a generator that was never begun would not end, either.
        self.pieces = pieces
        next(pieces)


class CallOptions(TypedDict, total=False):
    """What every call can be told beside its own arguments."""

    #: Seconds until the call ends with a `DeadlineError`, repeats included.
    timeout: float
    #: Sent with this request.
    headers: Mapping[str, str]
    #: How often the call is repeated where that can do no harm.
    retries: int
    #: Sees the answer, its status and its headers.
    after_response: Callable[[Request, Response], None]


class Session(Protocol):
    """What sends requests: a `requests.Session` or a `httpx.Client`."""

    @property
    def request(self) -> Callable[..., Any]:
        """Sends one."""
        ...


class _Parameter(NamedTuple):
    place: str
    name: str
    argument: str
    style: str = ""
    explode: bool = False
    required: bool = False
    shape: Any = None


class _Body(NamedTuple):
    media_types: tuple[str, ...]
    kind: str
    required: bool = True
    fields: tuple[_Parameter, ...] = ()
    shape: Any = None


class _Answer(NamedTuple):
    media_type: str
    kind: str
    #: How the data of an event is read, by its name: `json`, `text`, or `either`.
    events: Mapping[str, str] = {}
    #: Other media types that some status is declared with.
    others: tuple[str, ...] = ()


class _Operation(NamedTuple):
    method: str
    path: str
    parameters: tuple[_Parameter, ...] = ()
    body: _Body | None = None
    #: In the order of preference; without any, every content is read by its media type.
    answers: tuple[_Answer, ...] = ()
    #: Whether a success may have no content.
    may_be_empty: bool = True
    #: Whether any success is declared with a content, or nothing is.
    has_content: bool = True
    #: The argument that makes a repeat harmless.
    key: str = ""


_OPTIONS = ("timeout", "headers", "retries", "after_response")
_IDEMPOTENT = frozenset(("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"))


class _Caller:
    """How all operations of a client are called."""

    def __init__(
        self,
        base_url: str,
        session: Session | None,
        headers: Mapping[str, str] | Callable[[], Mapping[str, str]] | None,
        timeout: float,
        retries: int,
        before_request: Callable[[Request], None] | None,
        after_response: Callable[[Request, Response], None] | None,
    ) -> None:
        if not re.match(r"https?://[^/]", base_url):
            raise InputError("base_url begins with http:// or https:// and the name of a host")
        self._base_url = base_url.rstrip("/")
        self._sender: _Alone | _BySession = _Alone() if session is None else _BySession(session)
        self._headers = headers
        self._timeout = timeout
        self._retries = retries
        self._before = before_request
        self._after = after_response

    def close(self) -> None:
        """Closes the connections that the client opened; those of a session are the session's."""
        self._sender.close()

    def call(self, operation: _Operation, arguments: dict[str, Any], options: CallOptions) -> Any:
        """Sends one request, and again where that can do no harm."""
        own = [name for name in arguments if name not in ("accept", "content_type")]
        for name in options:
            if name not in _OPTIONS:
                raise InputError(_unexpected("argument", name, [*own, *_OPTIONS]))
        answer = _chosen_answer(operation, arguments)
        request = _write_request(self._base_url, operation, arguments)
        given = self._headers() if callable(self._headers) else self._headers
        accepted = f"{answer.media_type}, application/problem+json" if answer else "*/*"
        request.headers = _merge({"accept": accepted}, given, options.get("headers"), request.headers)
        timeout = options.get("timeout", self._timeout)
        deadline = time.monotonic() + timeout
        harmless = operation.method in _IDEMPOTENT or arguments.get(operation.key) is not None
        # What streams from a file is gone when it was sent.
        left = options.get("retries", self._retries) if request.body is None or isinstance(request.body, bytes) else 0
        pause = 0.1
        while True:
            try:
                response = self._send(request, deadline, _is_streamed(answer), options.get("after_response"))
                return _read_answer(operation, answer, response)
            except (NetworkError, ProblemError, HttpError) as error:
                wait = _pause_before_repeat(error, harmless, pause)
                if left <= 0 or wait is None or time.monotonic() + wait >= deadline:
                    raise
            time.sleep(wait)
            left -= 1
            pause *= 2

    def _send(
        self,
        request: Request,
        deadline: float,
        is_streamed: bool,
        then: Callable[[Request, Response], None] | None,
    ) -> Response:
        sent = Request(request.method, request.url, dict(request.headers), request.body)
        if self._before is not None:
            self._before(sent)
        for name, value in sent.headers.items():
            if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name) or not re.fullmatch(_HEADER_TEXT, value):
                raise InputError(f"the header {name!r} holds characters that a header cannot hold")
        response = self._sender.send(sent, deadline, is_streamed)
        if not is_streamed or not 200 <= response.status < 300:
            response.content = b"".join(response.pieces)
        for look in (self._after, then):
            if look is not None:
                look(sent, response)
        return response


def _chosen_answer(operation: _Operation, arguments: Mapping[str, Any]) -> _Answer | None:
    wanted = arguments.get("accept")
    if wanted is None:
        return operation.answers[0] if operation.answers else None
    for answer in operation.answers:
        if answer.media_type == wanted:
            return answer
    raise InputError(_unexpected("accept", str(wanted), [answer.media_type for answer in operation.answers]))


def _is_streamed(answer: _Answer | None) -> bool:
    return answer is not None and answer.kind in ("bytes", "events", "lines")


def _pause_before_repeat(error: ApiError, harmless: bool, pause: float) -> float | None:
    """Seconds to wait, or `None` where the request must not be repeated."""
    if not error.retryable or isinstance(error, DeadlineError):
        return None
    if isinstance(error, ProblemError):
        # A request that was refused before it reached the backend has done nothing, whatever its method is.
        harmless = harmless or error.status in (429, 503)
    if not harmless:
        return None
    told = error.headers.get("retry-after") if isinstance(error, AnswerError) else None
    waited = None if told is None else _retry_after(told)
    if waited is not None:
        return waited
    import random

    return random.uniform(0, pause)


def _retry_after(text: str) -> float | None:
    """Seconds, or a date (RFC 9110, section 10.2.3)."""
    if re.fullmatch(r"[0-9]{1,9}", text.strip()):
        return float(text)
    import email.utils

    try:
        date = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    # The older forms of a date name no zone; all are in UTC.
    told = date if date.tzinfo is not None else date.replace(tzinfo=datetime.timezone.utc)
    return max(0.0, told.timestamp() - time.time())


def _merge(*layers: Mapping[str, str] | None) -> dict[str, str]:
    merged: dict[str, str] = {}
    for layer in layers:
        for name, value in (layer or {}).items():
            merged[name.lower()] = value
    return merged


def _unexpected(what: str, name: str, known: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, list(known), 1)
    return f"there is no {what} {name}" + (f"; did you mean {near[0]}?" if near else "")
