"""Counts what a vector tile holds: enough of the MVT format to say whether two servers gave the same content."""


def fields(data: bytes):
    """Number and content of each field of a protobuf message; the content is bytes or a number."""
    at = 0

    def number() -> int:
        nonlocal at
        value, shift = 0, 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        key = number()
        kind = key & 7
        if kind == 0:
            yield key >> 3, number()
        elif kind == 2:
            size = number()
            yield key >> 3, data[at : at + size]
            at += size
        else:
            size = {1: 8, 5: 4}[kind]
            yield key >> 3, data[at : at + size]
            at += size


def content(tile: bytes) -> tuple[int, list[str]]:
    """How many features all layers hold, and the names of their attributes."""
    features, names = 0, set()
    for number, layer in fields(tile):
        if number != 3:
            continue
        for inner, value in fields(layer):
            if inner == 2:
                features += 1
            elif inner == 3:
                names.add(value.decode())
    return features, sorted(names)
