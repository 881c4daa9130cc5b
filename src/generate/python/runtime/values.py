# ---- How values become text -----------------------------------------------------------------------------------------


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
