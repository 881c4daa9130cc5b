# ---- How requests are sent ------------------------------------------------------------------------------------------

_PIECE = 65536
#: Seconds that a connection is kept; most servers close one that is idle for 5 or more.
_IDLE = 4


class _BySession:
    """Sends requests by what the user gave; neither library is imported here."""

    def __init__(self, session: Any) -> None:
        if not callable(getattr(session, "request", None)) or type(session).__name__ == "AsyncClient":
            raise InputError("session is a requests.Session or a httpx.Client")
        self._session = session
        self._is_httpx = hasattr(session, "build_request")
        # The errors of requests are OSErrors, those of httpx have a base of their own.
        own: Any = getattr(sys.modules.get("httpx"), "HTTPError", OSError)
        self._errors: tuple[type[Exception], ...] = (OSError, own, ValueError)

    def close(self) -> None:
        """Leaves the session as it is: who made it closes it."""

    def send(self, request: Request, deadline: float, is_streamed: bool) -> Response:
        """Sends one request; its content comes later."""
        timeout = _time_left(deadline)
        try:
            answer = self._begin(request, timeout)
        except self._errors as error:
            raise _network_error(error) from error
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status_code, headers, self._pieces(answer, None if is_streamed else deadline))

    def _begin(self, request: Request, timeout: float) -> Any:
        session, method, url, headers = self._session, request.method, request.url, request.headers
        if self._is_httpx:
            built = session.build_request(method, url, headers=headers, content=request.body, timeout=timeout)
            return session.send(built, stream=True, follow_redirects=False)
        return session.request(
            method, url, headers=headers, data=request.body, timeout=timeout, allow_redirects=False, stream=True
        )

    def _pieces(self, answer: Any, deadline: float | None) -> Generator[bytes, None, None]:
        if self._is_httpx:
            pieces = answer.iter_bytes()
        else:
            # requests waits until a piece is full, unless the answer comes in chunks.
            is_whole = deadline is not None or getattr(answer.raw, "chunked", False)
            pieces = answer.iter_content(_PIECE if is_whole else 1)
        try:
            yield b""
            for piece in pieces:
                yield piece
                if deadline is not None:
                    _time_left(deadline)
        except self._errors as error:
            raise _network_error(error) from error
        finally:
            answer.close()


class _Alone:
    """Sends requests by the standard library. Connections stay open for the next calls, of whatever thread."""

    def __init__(self) -> None:
        self._idle: list[tuple[tuple[str, str, int], float, Any]] = []
        self._context: Any = None

    def close(self) -> None:
        """Closes the connections that nobody uses."""
        while self._idle:
            self._idle.pop()[2].close()

    def send(self, request: Request, deadline: float, is_streamed: bool) -> Response:
        """Sends one request; its content comes later."""
        # Loaded at the first call: the import costs more than all the rest of this file.
        import http.client

        url = urllib.parse.urlsplit(request.url)
        key = (url.scheme, url.netloc, os.getpid())
        timeout = _time_left(deadline)
        try:
            connection = self._take(key) or self._open(url, timeout)
        except (ValueError, http.client.HTTPException) as error:
            raise InputError("the address of the request is no URL") from error
        try:
            answer, connected = self._begin(connection, request, deadline)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise _network_error(error) from error
        headers: dict[str, str] = {}
        for name, value in answer.getheaders():
            before = headers.get(name.lower())
            headers[name.lower()] = value if before is None else f"{before}, {value}"
        parts = (connection, connected, answer)
        pieces = self._pieces(parts, key, timeout if is_streamed else None, deadline)
        return Response(answer.status, headers, pieces)

    def _open(self, url: urllib.parse.SplitResult, timeout: float) -> Any:
        import http.client

        if url.scheme != "https":
            return http.client.HTTPConnection(url.hostname or "", url.port, timeout=timeout)
        import ssl

        # The authorities of the machine are read once; certificates and names of hosts are verified.
        self._context = self._context or ssl.create_default_context()
        return http.client.HTTPSConnection(url.hostname or "", url.port, timeout=timeout, context=self._context)

    @staticmethod
    def _begin(connection: Any, request: Request, deadline: float) -> tuple[Any, Any]:
        url = urllib.parse.urlsplit(request.url)
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        if connection.sock is not None:
            connection.sock.settimeout(_time_left(deadline))
        try:
            connection.request(request.method, target, request.body, request.headers)
        except ConnectionError:
            # Who refuses an upload may answer before its end, and close.
            if connection.sock is None or isinstance(request.body, (bytes, type(None))):
                raise
        connected: Any = connection.sock
        connected.settimeout(_time_left(deadline))
        return connection.getresponse(), connected

    def _pieces(
        self, parts: tuple[Any, Any, Any], key: tuple[str, str, int], pause: float | None, deadline: float
    ) -> Generator[bytes, None, None]:
        import http.client

        connection, connected, answer = parts
        is_done = False
        try:
            yield b""
            while True:
                # A stream may go on for ever; what has an end must come to it in time.
                connected.settimeout(_time_left(deadline) if pause is None else pause)
                piece = answer.read1(_PIECE)
                if not piece:
                    break
                yield piece
            if answer.length:
                raise http.client.IncompleteRead(b"", answer.length)
            is_done = True
        except (OSError, http.client.HTTPException) as error:
            raise _network_error(error) from error
        finally:
            answer.close()
            if is_done and connection.sock is not None:
                self._idle.append((key, time.monotonic(), connection))
            else:
                connection.close()

    def _take(self, key: tuple[str, str, int]) -> Any:
        """The connection that was used last; both ways to take one from a list are atomic, so that no thread waits."""
        with contextlib.suppress(IndexError):
            # Those that were not needed for long are not kept, either.
            while time.monotonic() - self._idle[0][1] >= _IDLE:
                _drop(self._idle.pop(0), key)
            while True:
                entry = self._idle.pop()
                if entry[0] == key and time.monotonic() - entry[1] < _IDLE and _is_quiet(entry[2]):
                    return entry[2]
                _drop(entry, key)
        return None


def _drop(entry: tuple[tuple[str, str, int], float, Any], key: tuple[str, str, int]) -> None:
    # A connection that another process opened is not this one's to end.
    if entry[0][2] == key[2]:
        entry[2].close()


def _is_quiet(connection: Any) -> bool:
    """Whether nothing can be read; before a request was sent it would be the end."""
    import selectors

    with selectors.DefaultSelector() as selector:
        selector.register(connection.sock, selectors.EVENT_READ)
        return not selector.select(0)


def _time_left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise DeadlineError("no answer came in time")
    return left


def _network_error(error: Exception) -> NetworkError:
    causes = (error, error.__cause__, error.__context__, *error.args)
    if any(isinstance(cause, TimeoutError) or "timeout" in type(cause).__name__.lower() for cause in causes):
        return DeadlineError("no answer came in time")
    return NetworkError(str(error) or type(error).__name__)
