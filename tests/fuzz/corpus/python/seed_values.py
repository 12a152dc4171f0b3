ints = [0x1F, 0o17, 0b101, 1_000_000, 10 ** 3, 7 // 2, -7 // 2, 7 % 3, -7 % 3, 2 ** 10, 1 << 4, 256 >> 2, 6 & 3, 6 | 1, 6 ^ 3, ~5, -3, +4]
booleans = [True and 1, 0 or "x", not 0, not "a", None or [], 1 and 0 and 2, 1 < 2 < 3, 1 < 3 < 2, 1 == True, None is None, None is not None]
conditional = "a" if ints else "b"
joined = [1, 2] + [3] + list((4, 5)) + [*range(2), *"ab"]
tuples = (1,) + (2, 3) * 2
nested = {"a": {"b": [1, {"c": 2}]}}
looked_up = [nested["a"]["b"][1]["c"], nested.get("x"), nested.get("x", 5), "a" in nested, "z" not in nested, [1, 2, 3][-1]]
sliced = [[1, 2, 3, 4][1:3], [1, 2, 3][::-1], (1, 2, 3)[:2], [1, 2, 3, 4, 5][::2], [1, 2, 3][-2:]]
a, b = 1, 2
a, b = b, a
(c, d), *rest = [(1, 2), 3, 4]
first, *middle, last = range(5)
x = y = "same"
counter = 0
counter += 5
counter *= 2
counter -= 1
words = ["a"]
words += ["b"]
words.append("c")
words.extend(("d", "e"))
words.insert(1, "z")
popped = words.pop()
words.remove("d")
alias = words
alias.append("shared")
found = [words.index("z"), words.count("a")]
ordered = sorted([3, 1, 2])
ordered_key = sorted(["bb", "a", "ccc"], key=len, reverse=True)
ordered_stable = sorted([("b", 1), ("a", 1), ("a", 0)], key=lambda p: p[0])
ordered_reverse = sorted([("b", 1), ("a", 1), ("b", 0)], key=lambda p: p[0], reverse=True)
backwards = list(reversed([1, 2, 3]))
numbers = [5, 1]
numbers.sort()
numbers.reverse()
mapping = {"b": 1}
mapping["a"] = 2
mapping["b"] = 3
mapping.update({"c": 4}, d=5)
mapping.setdefault("e", 6)
taken = mapping.pop("c")
del mapping["d"]
pairs = list(mapping.items())
keys = list(mapping.keys())
values = [v for v in mapping.values()]
merged = {**mapping, "x": 1}
united = {"a": 1} | {"b": 2}
from_pairs = dict([("a", 1), ("b", 2)], c=3)
comprehension = [i * j for i in range(3) for j in range(i) if j % 2 == 0]
set_comprehension = sorted({i % 3 for i in range(10)})
dict_comprehension = {k: v for k, v in zip("ab", (1, 2))}
generator = list(i for i in range(3))
numbered = list(enumerate(["a", "b"], start=1)) + list(enumerate("c"))
zipped = list(zip([1, 2, 3], "ab"))
mapped = list(map(lambda v: v + 1, [1, 2])) + list(map(str, [1]))
filtered = list(filter(lambda v: v > 1, [1, 2, 3])) + list(filter(None, [0, 1]))
judged = [any([0, 1]), all([1, 0]), any([]), all([]), min(3, 1), max([1, 5, 2]), sum([1, 2, 3]), sum([[1], [2]], []), abs(-3)]
kinds = [isinstance(1, int), isinstance("a", (int, str)), isinstance([], dict), isinstance(True, int), isinstance(None, str), isinstance((), tuple)]
converted = [int("12"), int(3), int("-4"), bool([]), bool("a"), list("ab"), tuple([1]), dict(a=1), str(5)]
sets = [sorted({1, 2} | {3}), sorted({1, 2} - {2}), sorted({1, 2} & {2}), 2 in {1, 2}, sorted(set([1, 1]).union([2])), sorted(frozenset("ab"))]
total = 0
for i in range(10):
    if i == 3:
        continue
    if i == 6:
        break
    total += i
else:
    total = -1
loop_else = 0
for i in []:
    pass
else:
    loop_else = 1
n = 0
while n < 5:
    n += 1
    if n == 4:
        break
walrus = [y2 for v in (1, 2, 3) if (y2 := v * 2) > 2]
if n == 4:
    branch = "then"
elif n == 5:
    branch = "elif"
else:
    branch = "else"
try:
    import json
except ImportError:
    json = None
try:
    finished = 1
finally:
    finished += 1
with open(__file__) as handle:
    pass
from collections import OrderedDict
from itertools import chain, product
import copy
import functools
ordered_dict = dict(OrderedDict([("k", 1)]))
chained = list(chain([1], (2, 3))) + list(chain.from_iterable([[4], [5]]))
products = list(product("ab", [1, 2]))
copied = copy.deepcopy([1, [2]])
partial = functools.partial(int, "7")()
global_changed = 1
