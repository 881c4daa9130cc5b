# ---- Which members a value may have ---------------------------------------------------------------------------------


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


def _unexpected(what: str, name: str, known: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, list(known), 1)
    return f"there is no {what} {name}" + (f"; did you mean {near[0]}?" if near else "")
