# ---- Answers that stream --------------------------------------------------------------------------------------------

_Item = TypeVar("_Item")


class Stream(Iterator[_Item]):
    """Gives the items of an answer as they come. It closes at its end; leave it early in a `with`, or by `close()`."""

    def __init__(self, items: Iterator[_Item], response: Response) -> None:
        self._items = items
        self._response = response
        self.status = response.status
        #: Names in lower case.
        self.headers = response.headers

    def __next__(self) -> _Item:
        return next(self._items)

    def __enter__(self) -> Stream[_Item]:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives the connection free; nothing more comes."""
        self._response.pieces.close()


class Download(Stream[bytes]):
    """Gives the bytes of an answer piece by piece."""

    def read(self) -> bytes:
        """All of them at once."""
        return b"".join(self)


def _read_bytes(_answer: _Answer, response: Response) -> Download:
    return Download(response.pieces, response)


def _read_lines(_answer: _Answer, response: Response) -> Stream[Any]:
    # JSON text sequences begin each line with a sign of their own (RFC 7464).
    texts = (line.strip("\x1e\t ") for line in _lines(response))
    return Stream((_stream_json(text, response) for text in texts if text != ""), response)


def _read_events(answer: _Answer, response: Response) -> Stream[Any]:
    return Stream(_events(answer, response), response)


def _events(answer: _Answer, response: Response) -> Iterator[Any]:
    """The declared events. Source: HTML, section 9.2.6, "Interpreting an event stream"."""
    fields: dict[str, str] = {}
    data: list[str] = []
    for line in _lines(response):
        name, _, value = line.partition(":")
        if name == "data":
            data.append(value[1:] if value.startswith(" ") else value)
        elif name in ("event", "id"):
            fields[name] = value[1:] if value.startswith(" ") else value
        elif line == "":
            text, event = "\n".join(data), fields.get("event") or "message"
            known = {"id": fields["id"]} if "id" in fields else {}
            fields, data = {}, []
            # What is not declared may come all the same: pings, or a last line that is no JSON.
            if text == "" or event not in answer.events:
                continue
            kind = answer.events[event]
            if kind == "text" or (kind == "either" and _is_bare(text)):
                yield {"event": event, "data": text, **known}
            elif not _is_bare(text):
                yield {"event": event, "data": _stream_json(text, response), **known}


def _is_bare(text: str) -> bool:
    """Whether data is no JSON, and does not look as if it was meant to be."""
    if text.lstrip()[:1] == "{":
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return True
    return False


def _stream_json(text: str, response: Response) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        response.pieces.close()
        raise _decode_error(f"the answer holds what is no JSON: {error}", response) from error


def _lines(response: Response) -> Iterator[str]:
    """The lines of a text without their ends, each as soon as it is whole."""
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    parts: list[str] = []
    was_return = False
    for piece in response.pieces:
        text = decoder.decode(piece)
        if text == "":
            continue
        # A line may end with two signs, which may come in two pieces.
        lines = re.split(r"\r\n|\n|\r", text[1:] if was_return and text.startswith("\n") else text)
        was_return = text.endswith("\r")
        for line in lines[:-1]:
            yield "".join([*parts, line])
            parts.clear()
        parts.append(lines[-1])
    if any(parts):
        yield "".join(parts)


_ANSWER_READERS.update({"bytes": _read_bytes, "events": _read_events, "lines": _read_lines})
