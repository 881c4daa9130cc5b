# ---- How requests are written ---------------------------------------------------------------------------------------

_HEADER_TEXT = r"[\t\x20-\x7e\x80-\xff]*"
_COOKIE_OCTETS = r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*"


def _write_request(base_url: str, operation: _Operation, arguments: Mapping[str, Any]) -> Request:
    segments: dict[str, str] = {}
    query: list[str] = []
    headers: dict[str, str] = {}
    cookies: list[str] = []
    for parameter, value in _given(operation.parameters, arguments):
        for name, text in _write_parameter(parameter, value):
            if parameter.place == "path":
                segments[name] = text
            elif parameter.place == "query":
                query.append(f"{_percent(name)}={text}")
            elif parameter.place == "header":
                headers[name.lower()] = _safe(parameter, text, _HEADER_TEXT, "a header")
            else:
                cookies.append(f"{name}={_safe(parameter, text, _COOKIE_OCTETS, 'a cookie')}")
    if cookies:
        headers["cookie"] = "; ".join(cookies)
    content: bytes | Iterable[bytes] | None = None
    body = arguments.get("body")
    if operation.body is not None and (body is not None or operation.body.required):
        wanted = arguments.get("content_type") or operation.body.media_types[0]
        if wanted not in operation.body.media_types:
            raise InputError(_unexpected("content type", str(wanted), operation.body.media_types))
        _check_names(body, operation.body.shape, "body")
        content = _BODY_WRITERS[operation.body.kind](operation.body, body, headers)
        headers.setdefault("content-type", wanted)
    path = "/".join(_write_segment(segment, segments) for segment in operation.path.split("/"))
    search = f"?{'&'.join(query)}" if query else ""
    return Request(operation.method, base_url + path + search, headers, content)


def _given(parameters: Iterable[_Parameter], arguments: Mapping[str, Any]) -> Iterator[tuple[_Parameter, Any]]:
    for parameter in parameters:
        value = arguments.get(parameter.argument)
        if value is not None:
            _check_names(value, parameter.shape, parameter.argument)
            yield parameter, value
        elif parameter.required:
            raise InputError(f"{parameter.argument} is required")


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

    if not (_is_mapping(value) or _is_list(value)):
        return [(name, encode(_scalar_text(parameter.argument, value)))]
    separator = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(parameter.style, ",")
    parted = parameter.explode and parameter.style in ("form", "deepObject")

    def item_text(item: Any) -> str:
        written = _scalar_text(parameter.argument, item)
        # Only a comma in a URL can be told from a separator, by its escape.
        if not (parted or (separator == "," and in_url) or separator not in written):
            raise InputError(f'an item of {parameter.argument} cannot hold "{separator}", which parts the items')
        return encode(written)

    if _is_mapping(value):
        members = [(str(key), item_text(member)) for key, member in value.items() if member is not None]
        if parted:
            deep = parameter.style == "deepObject"
            return [(f"{name}[{key}]" if deep else key, text) for key, text in members]
        if parameter.explode:
            texts = [f"{encode(key)}={text}" for key, text in members]
        else:
            texts = [text for key, member in members for text in (encode(key), member)]
    else:
        texts = [item_text(item) for item in value]
        if parted:
            return [(name, text) for text in texts]
    return [(name, ("," if separator == "," else encode(separator)).join(texts))] if texts else []


def _write_json(_body: _Body, value: Any, _headers: dict[str, str]) -> bytes:
    try:
        return _json_text(value, "body").encode()
    except (ValueError, RecursionError) as error:
        raise InputError(f"the body has no JSON: {error}") from error


def _write_text(_body: _Body, value: Any, _headers: dict[str, str]) -> bytes:
    return value if isinstance(value, bytes) else _scalar_text("body", value).encode()


_BODY_WRITERS: dict[str, Callable[[_Body, Any, dict[str, str]], bytes | Iterable[bytes]]] = {
    "json": _write_json,
    "text": _write_text,
}
