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


def _percent(text: str) -> str:
    try:
        return urllib.parse.quote(text, safe="!*'()")
    except UnicodeEncodeError as error:
        raise InputError("a text holds half a character, which has no UTF-8") from error


def _scalar_text(argument: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    text = _number_text(value) if isinstance(value, (int, float)) else _other_text(value)
    if text is None:
        raise InputError(f"{argument} holds a value that has no text: {type(value).__name__}")
    return text


def _number_text(value: Any) -> str | None:
    """Without an exponent, which the API would not read."""
    if isinstance(value, int):
        return str(int(value))
    number = decimal.Decimal(repr(value)) if isinstance(value, float) else value
    if not number.is_finite():
        return None
    text = format(number, "f")
    return text[:-2] if isinstance(value, float) and text.endswith(".0") else text


def _other_text(value: Any) -> str | None:
    """The text of dates, times, UUIDs and decimals. A time without a zone is nobody's point in time."""
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            raise InputError("a datetime has no time zone; add one, such as tzinfo=datetime.timezone.utc")
        return value.isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return _number_text(value)
    return str(value) if isinstance(value, uuid.UUID) else None


def _json_text(value: Any, path: str) -> str:
    """JSON with every digit of a decimal, and nothing that JSON does not have."""
    if value is None or isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return json.dumps(value, allow_nan=False)
    if isinstance(value, int):
        return str(int(value))
    if _is_mapping(value):
        if not all(isinstance(name, str) for name in value):
            raise InputError(f"{path}: the names of members are texts")
        members = (f"{_json_text(name, path)}:{_json_text(inner, f'{path}/{name}')}" for name, inner in value.items())
        return f"{{{','.join(members)}}}"
    if _is_list(value):
        items = (_json_text(inner, f"{path}/{index}") for index, inner in enumerate(value))
        return f"[{','.join(items)}]"
    text = _other_text(value)
    if text is None:
        raise InputError(f"{path} is a value that has no JSON: {type(value).__name__}")
    return text if _is_decimal(value) else json.dumps(text)


def _is_decimal(value: Any) -> bool:
    return hasattr(value, "as_tuple")


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


def _check_names(value: Any, shape: Any, path: str) -> None:
    """Refuses members that the contract does not declare, as the API would, before anything is sent.

    A shape is a dict by member (`...` stands for all others), a list of one for items or values, a tuple for any of
    several, a function that gives one, and `None` for what is not checked.
    """
    while callable(shape):
        shape = shape()
    if _is_list(shape) and len(shape) > 1:
        _check_any(value, shape, path)
    elif _is_list(shape):
        for name, item in _entries(value):
            _check_names(item, shape[0], f"{path}/{name}")
    elif _is_mapping(shape) and _is_mapping(value):
        for name, member in value.items():
            if name not in shape and ... not in shape:
                raise InputError(f"{path}: {_unexpected('member', str(name), filter(_is_text, shape))}")
            _check_names(member, shape[name] if name in shape else shape[...], f"{path}/{name}")


def _entries(value: Any) -> list[tuple[Any, Any]]:
    if _is_mapping(value):
        return list(value.items())
    items: list[Any] = list(value) if _is_list(value) else []
    return list(enumerate(items))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _check_any(value: Any, shapes: tuple[Any, ...], path: str) -> None:
    errors: list[InputError] = []
    for shape in shapes:
        try:
            return _check_names(value, shape, path)
        except InputError as error:
            errors.append(error)
    # The one that got furthest, or knows a name that is near, is most likely the one that was meant.
    raise max(errors, key=lambda error: (str(error).partition(": ")[0].count("/"), "did you mean" in str(error)))
