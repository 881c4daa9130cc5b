# ---- What a call can raise ------------------------------------------------------------------------------------------


class ApiError(Exception):
    """Base of everything that a call raises."""


class InputError(ApiError, TypeError):
    """What was given cannot be sent: a wrong name, or a value that has no text. Nothing was sent."""


class AnswerError(ApiError):
    """An answer came, and it is no success."""

    def __init__(self, message: str, status: int, headers: Mapping[str, str], text: str) -> None:
        super().__init__(message)
        self.status = status
        #: Names in lower case.
        self.headers = headers
        self.text = text


class HttpError(AnswerError):
    """An error answer that is no problem: HTML of some proxy, or anything."""


class DecodeError(AnswerError):
    """A success whose content is not the declared JSON."""


class ProblemError(AnswerError):
    """The API told what is wrong (RFC 9457). Match on `code`; `errors` lists every fault of the request at once."""

    def __init__(self, problem: Mapping[str, Any], status: int, headers: Mapping[str, str], text: str) -> None:
        title = problem.get("detail") or problem.get("title") or problem.get("code") or "the API refused the request"
        super().__init__(str(title), status, headers, text)
        self.problem = problem
        self.type: str | None = problem.get("type")
        self.code: str | None = problem.get("code")
        self.title: str | None = problem.get("title")
        self.detail: str | None = problem.get("detail")
        self.instance: str | None = problem.get("instance")
        self.operation: str | None = problem.get("operation")
        #: Who must act: `caller`, `contract` or `upstream`.
        self.fault: str | None = problem.get("fault")
        self.retryable: bool = problem.get("retryable") is True
        errors = problem.get("errors")
        self.errors: list[Violation] = (
            [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []  # type: ignore[misc]
        )


class NetworkError(ApiError):
    """The API could not be reached, or the connection broke; the reason is the `__cause__`."""


class DeadlineError(NetworkError):
    """No answer came in time."""


# Members are called as the problem calls them; `in` is no name that a class could have.
Violation = TypedDict(
    "Violation",
    {"in": str, "name": str, "pointer": str, "code": str, "detail": str, "suggestion": str, "expected": Any},
    total=False,
)


# ---- How requests are made ------------------------------------------------------------------------------------------


class Request:
    """A request before it is sent; `before_request` may change it."""

    def __init__(self, method: str, url: str, headers: dict[str, str], body: bytes | None) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body


class Response:
    """An answer, for `after_response`. Header names are in lower case."""

    def __init__(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        self.status = status
        self.headers = headers
        self.content = content


class CallOptions(TypedDict, total=False):
    """What every call can be told beside its own arguments."""

    #: Seconds until the call ends with a `DeadlineError`, repeats included.
    timeout: float
    #: Sent with this request.
    headers: Mapping[str, str]
    #: How often the call is repeated where that can do no harm.
    retries: int


class _Parameter(NamedTuple):
    place: str
    name: str
    argument: str
    style: str = ""
    explode: bool = False


class _Operation(NamedTuple):
    method: str
    path: str
    parameters: tuple[_Parameter, ...]
    body_type: str | None
    answer: str


_IDEMPOTENT = frozenset(("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"))


class _Caller:
    """How all operations of a client are called."""

    def __init__(
        self,
        base_url: str,
        session: Any,
        headers: Mapping[str, str] | None,
        timeout: float,
        retries: int,
        before_request: Callable[[Request], None] | None,
        after_response: Callable[[Request, Response], None] | None,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._session = session
        self._headers = dict(headers or {})
        self._timeout = timeout
        self._retries = retries
        self._before = before_request
        self._after = after_response

    def call(self, operation: _Operation, arguments: dict[str, Any], options: CallOptions) -> Any:
        unknown = sorted(set(options) - {"timeout", "headers", "retries"})
        if unknown:
            raise InputError(_unexpected(unknown[0], [*arguments, "timeout", "headers", "retries"]))
        request = _write_request(self._base_url, operation, arguments)
        request.headers = _merge({"accept": "application/json"}, self._headers, options.get("headers"), request.headers)
        deadline = time.monotonic() + options.get("timeout", self._timeout)
        left = options.get("retries", self._retries)
        pause = 0.1
        while True:
            try:
                return _read_answer(operation, self._send(request, deadline))
            except (NetworkError, ProblemError) as error:
                wait = _pause_before_repeat(error, operation, pause)
                if left == 0 or wait is None or time.monotonic() + wait >= deadline:
                    raise
                time.sleep(wait)
            left -= 1
            pause *= 2

    def _send(self, request: Request, deadline: float) -> Response:
        sent = Request(request.method, request.url, dict(request.headers), request.body)
        if self._before is not None:
            self._before(sent)
        timeout = deadline - time.monotonic()
        if timeout <= 0:
            raise DeadlineError("no answer came in time")
        send = _send_alone if self._session is None else _send_by_session
        response = send(self._session, sent, timeout)
        if self._after is not None:
            self._after(sent, response)
        return response


def _send_by_session(session: Any, request: Request, timeout: float) -> Response:
    is_httpx = type(session).__module__.partition(".")[0] == "httpx"
    content = {"content" if is_httpx else "data": request.body}
    follow = {"follow_redirects" if is_httpx else "allow_redirects": False}
    try:
        answer = session.request(
            request.method, request.url, headers=request.headers, timeout=timeout, **content, **follow
        )
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status_code, headers, answer.content)
    except Exception as error:
        # Both libraries have error classes of their own, which are not imported here.
        late = "Timeout" in type(error).__name__
        raise (DeadlineError if late else NetworkError)(str(error)) from error


def _send_alone(_session: Any, request: Request, timeout: float) -> Response:
    # Loaded at the first call: the import costs more than all the rest of this file.
    import http.client

    url = urllib.parse.urlsplit(request.url)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(url.hostname or "", url.port, timeout=timeout)
    try:
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        connection.request(request.method, target, request.body, request.headers)
        answer = connection.getresponse()
        headers: dict[str, str] = {}
        for name, value in answer.getheaders():
            known = headers.get(name.lower())
            headers[name.lower()] = value if known is None else f"{known}, {value}"
        return Response(answer.status, headers, answer.read())
    except TimeoutError as error:
        raise DeadlineError("no answer came in time") from error
    except (OSError, http.client.HTTPException) as error:
        raise NetworkError(str(error) or type(error).__name__) from error
    finally:
        connection.close()


def _pause_before_repeat(error: ApiError, operation: _Operation, pause: float) -> float | None:
    """Seconds to wait, or `None` where the request must not be repeated."""
    if isinstance(error, DeadlineError):
        return None
    if isinstance(error, NetworkError):
        return random.uniform(0, pause) if operation.method in _IDEMPOTENT else None
    if not isinstance(error, ProblemError) or not error.retryable:
        return None
    # A request that was refused before it reached the backend has done nothing, whatever its method is.
    if operation.method not in _IDEMPOTENT and error.status != 429 and error.status != 503:
        return None
    told = error.headers.get("retry-after")
    return random.uniform(0, pause) if told is None else _retry_after(told, pause)


def _retry_after(text: str, pause: float) -> float:
    """Seconds, or a date (RFC 9110, section 10.2.3)."""
    if text.strip().isdigit():
        return float(text)
    import email.utils

    try:
        date = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return pause
    return max(0.0, date.timestamp() - time.time())


def _merge(*layers: Mapping[str, str] | None) -> dict[str, str]:
    merged: dict[str, str] = {}
    for layer in layers:
        for name, value in (layer or {}).items():
            merged[name.lower()] = value
    return merged


# ---- How values are written and read --------------------------------------------------------------------------------


def _write_request(base_url: str, operation: _Operation, arguments: Mapping[str, Any]) -> Request:
    segments: dict[str, str] = {}
    query: list[str] = []
    headers: dict[str, str] = {}
    cookies: list[str] = []
    for parameter in operation.parameters:
        value = arguments.get(parameter.argument)
        if value is None:
            continue
        for name, text in _write_parameter(parameter, value):
            if parameter.place == "path":
                segments[name] = text
            elif parameter.place == "query":
                query.append(f"{_percent(name)}={text}")
            elif parameter.place == "header":
                headers[name.lower()] = _safe(parameter, text, r"[\x20-\x7e\xa0-\xff]*", "a header")
            else:
                cookies.append(f"{name}={_safe(parameter, text, _COOKIE_OCTETS, 'a cookie')}")
    if cookies:
        headers["cookie"] = "; ".join(cookies)
    body = arguments.get("body")
    content: bytes | None = None
    if operation.body_type is not None and body is not None:
        headers["content-type"] = operation.body_type
        # What is not JSON is a text already.
        is_json = operation.body_type.endswith(("/json", "+json"))
        content = (_json_text(body) if is_json else str(body)).encode()
    path = "/".join(_write_segment(segment, segments) for segment in operation.path.split("/"))
    search = f"?{'&'.join(query)}" if query else ""
    return Request(operation.method, base_url + path + search, headers, content)


_COOKIE_OCTETS = r"[\x21\x23-\x3a\x3c-\x5b\x5d-\x7e]*"


def _safe(parameter: _Parameter, text: str, allowed: str, what: str) -> str:
    if re.fullmatch(allowed, text):
        return text
    raise InputError(f"{parameter.argument} holds characters that {what} cannot hold")


def _write_segment(segment: str, segments: Mapping[str, str]) -> str:
    if not (segment.startswith("{") and segment.endswith("}")):
        return segment
    text = segments.get(segment[1:-1], "")
    # A URL parser takes such a segment away, and the request would go to another route.
    if text in ("", ".", ".."):
        raise InputError(f'{segment[1:-1]} cannot be empty, "." or "..": it is a part of the path')
    return text


def _write_parameter(parameter: _Parameter, value: Any) -> list[tuple[str, str]]:
    """Writes a value in its style. Source: OpenAPI 3.1.1, "Style Values"."""
    name = parameter.name
    in_url = parameter.place in ("path", "query")

    def encode(text: str) -> str:
        return _percent(text) if in_url else text

    if not isinstance(value, (list, tuple, set, frozenset, Mapping)):
        return [(name, encode(_scalar_text(parameter, value)))]
    separator = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(parameter.style, ",")
    parted = parameter.explode and parameter.style in ("form", "deepObject")

    def item_text(item: Any) -> str:
        written = _scalar_text(parameter, item)
        # Only a comma in a URL can be told from a separator, by its escape.
        if not (parted or (separator == "," and in_url) or separator not in written):
            raise InputError(f'an item of {parameter.argument} cannot hold "{separator}", which parts the items')
        return encode(written)

    if isinstance(value, Mapping):
        members = [(str(key), item_text(member)) for key, member in value.items() if member is not None]
        if parted:
            deep = parameter.style == "deepObject"
            return [(f"{name}[{key}]" if deep else key, text) for key, text in members]
        if parameter.explode:
            texts = [f"{encode(key)}={text}" for key, text in members]
        else:
            texts = [text for member in members for text in (encode(member[0]), member[1])]
    else:
        texts = [item_text(item) for item in value]
        if parted:
            return [(name, text) for text in texts]
    return [(name, ("," if separator == "," else encode(separator)).join(texts))] if texts else []


def _percent(text: str) -> str:
    return urllib.parse.quote(text, safe="!*'()")


def _scalar_text(parameter: _Parameter, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float, decimal.Decimal)):
        number = decimal.Decimal(repr(value) if isinstance(value, float) else value)
        if number.is_finite():
            # Without an exponent, which the API would not read.
            text = format(number, "f")
            return text[:-2] if isinstance(value, float) and text.endswith(".0") else text
    other = _other_text(value)
    if other is not None:
        return other
    raise InputError(f"{parameter.argument} holds a value that has no text: {value!r}")


def _other_text(value: Any) -> str | None:
    """The text of dates, times and UUIDs. A time without a zone is nobody's point in time."""
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            raise InputError(f"{value!r} has no time zone; add one, such as tzinfo=datetime.timezone.utc")
        return value.isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else None


def _json_text(value: Any) -> str:
    def other(inner: Any) -> Any:
        text = _other_text(inner)
        if text is None:
            raise InputError(f"the body holds a value that has no JSON: {inner!r}")
        return text

    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=other)
    except (ValueError, RecursionError) as error:
        raise InputError(f"the body has no JSON: {error}") from error


def _read_answer(operation: _Operation, response: Response) -> Any:
    status, headers, content = response.status, response.headers, response.content
    text = content.decode("utf-8", "replace")
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    is_json = media_type == "application/json" or media_type.endswith("+json")
    if not 200 <= status < 300:
        problem = _parse(text) if media_type == "application/problem+json" else None
        if isinstance(problem, dict):
            raise ProblemError(problem, status, headers, text)
        raise HttpError(f"the API answered {status}", status, headers, text)
    if operation.answer == "none" or (text == "" and operation.answer != "json"):
        return None
    if is_json:
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise DecodeError(f"the answer is no JSON: {error}", status, headers, text) from error
    if operation.answer == "any":
        return text
    raise DecodeError(f"the answer is {media_type or 'of no media type'}, not JSON", status, headers, text)


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _unexpected(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"there is no argument {name}" + (f"; did you mean {near[0]}?" if near else "")


def _check_names(value: Any, shape: Any, path: str) -> None:
    """Refuses members of a body that the contract does not declare, as the gateway would, before anything is sent."""
    if isinstance(shape, list):
        for index, item in enumerate(value if isinstance(value, (list, tuple)) else ()):
            _check_names(item, shape[0], f"{path}/{index}")
        return
    if callable(shape):
        shape = shape()
    if not isinstance(shape, dict) or not isinstance(value, Mapping):
        return
    for name, member in value.items():
        if name not in shape:
            raise InputError(f"{path}: {_unexpected(str(name), list(shape))}")
        if shape[name] is not None:
            _check_names(member, shape[name], f"{path}/{name}")
