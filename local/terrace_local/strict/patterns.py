"""Patterns of the models, which are Java's, as Python's.

A model's pattern matches a whole value: the models are those of Coral, whose check is Java's ``Matcher.matches``, and
those that were written for Smithy's search have anchors (https://smithy.io/2.0/spec/constraint-traits.html#pattern-trait).
"""

import re
import unicodedata
from functools import cache

PROPERTY = re.compile(r"\\p\{(\w+)\}")
SURROGATES = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
POSIX = {"ASCII": r"\x00-\x7F", "Print": r"\x20-\x7E", "Alnum": "a-zA-Z0-9", "Alpha": "a-zA-Z", "Digit": "0-9",
         "Lower": "a-z", "Upper": "A-Z", "Punct": r"!-/:-@\[-`{-~", "Graph": "!-~"}
BEYOND = r"\U00010000-\U0010FFFF"


@cache
def compiled(pattern):
    """What matches a whole value."""
    return re.compile(translated(pattern))


def translated(pattern):
    pattern = SURROGATES.sub(lambda pair: f"\\U{astral(*pair.groups()):08X}", pattern)
    pattern = PROPERTY.sub(lambda name: in_class(name[1], inside_class(pattern, name.start())), pattern)
    pattern = re.sub(r"(\\[wdsWDS])-(?=[^\]])", r"\1\\-", pattern)  # Java takes a hyphen after a class as itself
    return re.sub(r"\|\(\?i\)([^|)]*)", r"|(?i:\1)", pattern)  # flags that hold for the rest of an alternative


def astral(high, low):
    return 0x10000 + ((int(high, 16) - 0xD800) << 10) + (int(low, 16) - 0xDC00)


def inside_class(pattern, end):
    depth = 0
    for place, character in enumerate(pattern[:end]):
        if place and pattern[place - 1] == "\\":
            continue
        depth = 1 if character == "[" else 0 if character == "]" else depth
    return depth == 1


def in_class(name, inside):
    ranges = POSIX.get(name) or categories().get(name)
    if ranges is None:
        raise re.error(f"unknown property {name}")
    return ranges if inside else f"[{ranges}]"


@cache
def categories():
    """Ranges of the first plane by general category (L, N, …); what is beyond it counts as letter and as symbol."""
    ranges = {}
    for code in range(0x10000):
        letter = unicodedata.category(chr(code))[0]
        runs = ranges.setdefault(letter, [])
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    written = {letter: "".join(f"\\u{first:04X}-\\u{last:04X}" for first, last in runs)
               for letter, runs in ranges.items()}
    written["L"] += BEYOND
    written["S"] += BEYOND
    return written
