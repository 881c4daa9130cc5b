# ---- Forms ----------------------------------------------------------------------------------------------------------


def _form_fields(body: _Body, value: Any) -> list[tuple[str, str]]:
    if not _is_mapping(value):
        raise InputError(f"body is a dict of fields, not {type(value).__name__}")
    known = {field.name: field for field in body.fields}
    pairs: list[tuple[str, str]] = []
    for name, member in value.items():
        if member is not None:
            pairs += _write_parameter(known.get(name) or _Parameter("query", name, name, "form", True), member)
    return pairs


def _write_form(body: _Body, value: Any, _headers: dict[str, str]) -> bytes:
    fields = _form_fields(body, value)
    # Separators of lists are written as they are, so that the values in them cannot hold one.
    return "&".join(f"{_percent(name)}={text}" for name, text in fields).encode()


_BODY_WRITERS["form"] = _write_form
