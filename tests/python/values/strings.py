# Each name: what CPython makes of it and what the evaluator makes of it are the same.
plain = "a'b"
raw = r"a\nb\\" + R'\'x'
escapes = "a\tb\n\\ \x41 \u00e9 \U0001F600 \101 \0 \q \a\b\f\v\r"
data = b"a\x00\xff\u0041"
continued = "one \
two"
triple = """first
  second "quoted"
third\
 fourth"""
implicit = "a" 'b' """c""" r"\d" f"{1 + 1}"
table = "users"
number = 42
f_plain = f"SELECT * FROM {table} WHERE id = {number}"
f_spec = f"{number:05d}|{number:>6}|{number:<6}|{number:^6}|{number:x}|{number:#x}|{number:,}|{-5:+d}|{5:+d}"
f_text = f"{table:>10}|{table:<10}|{table:^10}|{table:*^11}|{table!r}|{table!s:8}|{table:.3}"
f_nested = f"{table:{'>'}{12}}|{number:0{8}d}"
f_braces = f"{{{table}}} }}{{"
f_debug = f"{number=} {table = }"
f_many = f"{'a' if number > 1 else 'b'}{[x for x in (1, 2)]}{ {'k': 1}['k'] }"
f_triple = f"""
    {table}
      .{number}
"""
f_raw = rf"\d{number}\n"
percent = "%s.%s" % ("public", table)
percent_one = "drop %s" % table
percent_dict = "%(a)s-%(b)05d-%(a)r" % {"a": "x", "b": 7}
percent_more = "%5s|%-5s|%05d|%x|%X|%o|%+d|%%|%r|%.2s|%c" % ("a", "b", 3, 255, 255, 8, 4, "q", "xyz", "z")
percent_tuple = "%s" % ((1, 2),)
formatted = "{} {0} {a} {b[0]} {b[k]} {c!r:>5}".replace("{} {0}", "{0}").replace("{b[k]}", "").format("x", a=1, b=["l"], c="v")
format_auto = "{}.{}".format("a", "b")
format_width = "{:>{width}}|{:{fill}<5}".format("a", "b", width=4, fill="-")
format_escaped = "{{}} {x} }}".format(x=1)
format_attribute = "{0.real}".replace("0.real", "0").format(3)
format_kwargs = "{a}{b}".format(**{"a": 1, "b": 2})
format_map = "{a}".format_map({"a": "m"})
methods = ["  x ".strip(), "xxaxx".strip("x"), "xxa".lstrip("x"), "axx".rstrip("x"), "a,b".split(","), " a  b ".split(),
           "a b c".split(" ", 1), "a b c".rsplit(" ", 1), "a\nb\r\nc".splitlines(), "ab".upper(), "AB".lower(), "ab cd".title(),
           "aB".swapcase(), "hELLO".capitalize(), "a.b.c".partition("."), "a.b.c".rpartition("."), "x".partition("."),
           "x".rpartition("."), "abc".startswith("a"), "abc".endswith(("x", "bc")), "abc".removeprefix("a"),
           "abc".removesuffix("c"), "7".zfill(3), "a".ljust(3), "a".rjust(3), "abcabc".find("c"), "abcabc".rfind("c"),
           "abc".index("b"), "aXbX".count("X"), "12".isdigit(), "".isdigit(), "aaa".replace("a", "b", 2), "-".join(["a", "b"]),
           "".join(str(i) for i in range(4)), "x".encode(), b"x".decode(), "a1".isalnum(), "A".isupper(), "ab c".isidentifier(),
           "a,b,,c".split(","), "".split(","), "".split(), "1 2 3".rsplit(None, -1)]
slices = ["abcdef"[1:3], "abcdef"[:-2], "abcdef"[-3:], "abcdef"[2], "abcdef"[-1], "abc"[5:], "abc"[:]]
times = "ab" * 3 + 2 * "c" + "x" * 0 + "y" * -1
in_text = ["a" in "abc", "d" not in "abc", "" in "a"]
compared = ["a" < "b", "a" == "a", "a" != "b", "b" >= "a", "é" > "z"]
import textwrap
dedented = textwrap.dedent("""\
    SELECT 1
      FROM t

    WHERE x
""")
dedented_blank = textwrap.dedent("""
        a
   \t
          b
        """).strip()
indented = textwrap.indent("a\n\nb\n", "  ")
texts = [str(1), str(True), str(None), str("x"), repr("x"), repr("it's"), repr('"\''), repr([1, "a", (2,)]), repr({"a": None}),
         format(3, "03d"), str([1, 2]), str((1, "a")), repr("a\\b\n\x01"), f"{None}{True}{1.5}"]
backslash_newline = 'a\
b' "\N{BULLET}".replace("\N{BULLET}", "*")
unicode_text = "héllo €" + "日本"
unicode_items = [c for c in "aé日"]
chained = "a" + "b" + f"{number}" + plain + "c" * 2 + "d" + str(number) + "e"
length = [len("héllo"), len(b"abc"), len([1, 2]), len({"a": 1}), len(())]
