_LENGTHS = {"ID_LEN": 250}


def __getattr__(name):
    if name not in _LENGTHS:
        raise AttributeError(name)
    return _LENGTHS[name]
