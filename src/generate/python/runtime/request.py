# ---- What is sent, and what comes -----------------------------------------------------------------------------------


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


class _Paging(NamedTuple):
    #: The way to the list in the answer.
    items: tuple[str, ...]
    #: The way to what the next page is asked with; `None` where the `Link` field says it.
    next: tuple[str, ...] | None
    #: The parameter that takes it, and its argument.
    name: str
    argument: str


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
    paging: _Paging | None = None
