# ---- How operations are called --------------------------------------------------------------------------------------

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


def _merge(*layers: Mapping[str, str] | None) -> dict[str, str]:
    merged: dict[str, str] = {}
    for layer in layers:
        for name, value in (layer or {}).items():
            merged[name.lower()] = value
    return merged
