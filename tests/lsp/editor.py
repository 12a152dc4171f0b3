"""What an editor does with `migvet lsp`, by pygls' client and lsprotocol's types: each answer is parsed by them."""
import asyncio
import os
import random
import sys

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

MIGVET, top = sys.argv[1], os.path.realpath(sys.argv[2])
failed = False


def report(name, problem=None):
    global failed
    failed = failed or bool(problem)
    print(("not ok - " if problem else "ok - ") + name)
    for line in str(problem or "").splitlines()[:40]:
        print("# " + line)
    sys.stdout.flush()


def uri(path):
    return "file://" + os.path.join(top, path).replace(" ", "%20")


def put(path, text):
    full = os.path.join(top, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w", encoding="utf-8") as file:
        file.write(text)


class Editor:
    def __init__(self):
        self.client = LanguageClient("test", "1")
        self.diagnostics, self.arrived, self.messages, self.versions = {}, asyncio.Event(), [], {}
        self.registered = asyncio.Event()

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params):
            self.diagnostics[params.uri] = params.diagnostics
            self.versions[params.uri] = params.version
            self.arrived.set()

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def shown(params):
            self.messages.append(params.message)

        @self.client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def register(params):
            self.watchers = params.registrations[0].register_options
            self.registered.set()

    async def start(self, root, options=None, watch=False):
        await self.client.start_io(MIGVET, "lsp")
        workspace = lsp.WorkspaceClientCapabilities(
            workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True, resource_operations=[lsp.ResourceOperationKind.Create]),
            did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=watch))
        result = await self.client.initialize_async(lsp.InitializeParams(
            capabilities=lsp.ClientCapabilities(workspace=workspace), root_uri=uri(root), initialization_options=options,
            workspace_folders=[lsp.WorkspaceFolder(uri=uri(root), name="x")]))
        self.client.initialized(lsp.InitializedParams())
        return result

    async def stop(self):
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await asyncio.wait_for(self.client._server.wait(), 20)
        code = self.client._server.returncode
        await self.client.stop()
        return code

    async def wait(self, path):
        """The diagnostics that come next for this file, as {"rule line:char-line:char"}."""
        for _ in range(10):
            await asyncio.wait_for(self.arrived.wait(), 30)
            self.arrived.clear()
            if uri(path) in self.diagnostics:
                return self.now(path)
        return None

    def now(self, path):
        return {f"{d.code} {d.range.start.line}:{d.range.start.character}-{d.range.end.line}:{d.range.end.character}" for d in self.diagnostics.get(uri(path), [])}

    async def open(self, path, text=None, version=1):
        if text is None:
            with open(os.path.join(top, path), encoding="utf-8") as file:
                text = file.read()
        self.arrived.clear()
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri=uri(path), language_id="sql", version=version, text=text)))
        return await self.wait(path)

    async def change(self, path, version, *changes):
        self.arrived.clear()
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(
            text_document=lsp.VersionedTextDocumentIdentifier(uri=uri(path), version=version), content_changes=list(changes)))
        got = await self.wait(path)
        while self.versions[uri(path)] != version: # those of an earlier text
            got = await self.wait(path)
        return got

    async def hover(self, path, line, character):
        got = await self.client.text_document_hover_async(lsp.HoverParams(lsp.TextDocumentIdentifier(uri(path)), lsp.Position(line, character)))
        return got.contents.value if got else ""

    async def actions(self, path, line, character, only=None):
        place = lsp.Position(line, character)
        return await self.client.text_document_code_action_async(lsp.CodeActionParams(
            lsp.TextDocumentIdentifier(uri(path)), lsp.Range(place, place), lsp.CodeActionContext(diagnostics=[], only=only)))

    async def complete(self, path, line, character):
        got = await self.client.text_document_completion_async(lsp.CompletionParams(lsp.TextDocumentIdentifier(uri(path)), lsp.Position(line, character)))
        return got or []

    async def analyses(self):
        got = await self.client.protocol.send_request_async("migvet/statistics", {})
        return got.analyses if hasattr(got, "analyses") else got["analyses"]


def whole(text):
    return lsp.TextDocumentContentChangeWholeDocument(text=text)


def part(line, start, end, text):
    return lsp.TextDocumentContentChangePartial(range=lsp.Range(lsp.Position(line, start), lsp.Position(line, end)), text=text)


def applied(text, edits):
    """A text with an answer's edits; positions are UTF-16's."""
    lines = text.split("\n")

    def offset(position):
        before = sum(len(line) + 1 for line in lines[:position.line])
        units = lines[position.line].encode("utf-16-le")[:position.character * 2]
        return before + len(units.decode("utf-16-le"))
    for edit in sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True):
        text = text[:offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end):]
    return text


USERS = "CREATE TABLE users (id bigint PRIMARY KEY, name text);\nCREATE TABLE orders (id bigint PRIMARY KEY, \"Total\" int);\n"


async def diagnostics():
    put("shop/migrations/001_users.sql", USERS)
    put("shop/migrations/002_mail.sql", "ALTER TABLE users ADD COLUMN mail text;\n")
    put("shop/migrations/003_next.sql", "SELECT 1;\n")
    put("shop/queries/report.sql", "DROP TABLE users;\n")
    put("shop/.git/HEAD", "ref: refs/heads/main\n")
    put("shop/migvet.yaml", "postgres-version: 17\n")
    editor = Editor()
    result = await editor.start("shop", watch=True)
    report("initialize: what it can do", None if result.capabilities.hover_provider and result.capabilities.completion_provider and
           result.server_info.name == "migvet" else result)
    await asyncio.wait_for(editor.registered.wait(), 20)
    report("the client is asked to watch files", None if "**/*.sql" in str(editor.watchers) else editor.watchers)
    path = "shop/migrations/003_next.sql"
    got = await editor.open(path, "-- é𝄞\nALTER TABLE users DROP COLUMN mail; DROP TABLE nobody;\n")
    report("findings with the history behind them", None if got == {"drop-column 1:18-1:34", "unknown-table 1:47-1:53"} else got)
    report("the version is that of the text", None if editor.versions[uri(path)] == 1 else editor.versions)
    detail = [d for d in editor.diagnostics[uri(path)] if d.code == "drop-column"][0]
    report("a diagnostic says all", None if detail.source == "migvet" and detail.severity == lsp.DiagnosticSeverity.Error and "mail" in detail.message
           and detail.code_description.href.endswith("#drop-column") else detail)
    got = await editor.change(path, 2, part(1, 30, 34, "𝄞é"))
    report("a change of a part; what is no column any more is said", None if got == {"unknown-column 1:30-1:33", "unknown-table 1:46-1:52"} else got)
    got = await editor.change(path, 3, whole("ALTER TABLE users DROP COLUMN mail;\nALTER TABLE users ADD COLUMN;\nDROP TABLE orders;\n"))
    report("a broken statement leaves the others judged", None if got and {"drop-column 0:18-0:34", "drop-table 2:11-2:17"} <= got and
           any(g.startswith("syntax-error 1:") for g in got) else got)
    got = await editor.change(path, 4, whole("/* 𝄞𝄞 */ DROP TABLE users; -- é\r\n/* é */ DROP TABLE orders;\r\n"))
    report("places count UTF-16 units", None if got == {"drop-table 0:22-0:27", "drop-table 1:19-1:25"} else got)
    before = await editor.analyses()
    editor.client.text_document_did_change(lsp.DidChangeTextDocumentParams(
        text_document=lsp.VersionedTextDocumentIdentifier(uri=uri(path), version=5), content_changes=[part(0, 0, 2, "/*")]))
    editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri(path))))
    await editor.hover(path, 0, 25)
    await editor.complete(path, 0, 25)
    report("nothing is read again when nothing changed", None if await editor.analyses() == before else f"{before}, {await editor.analyses()}")
    for number in range(40):
        editor.client.text_document_did_change(lsp.DidChangeTextDocumentParams(
            text_document=lsp.VersionedTextDocumentIdentifier(uri=uri(path), version=6 + number), content_changes=[whole(f"DROP TABLE users; -- {number}\n")]))
    got = await editor.hover(path, 0, 12)
    after = await editor.analyses()
    report("what was typed over is not analyzed", None if "ACCESS EXCLUSIVE" in got and after - before <= 41 else f"{before} {after}")
    editor.arrived.clear()
    got = await editor.open("shop/queries/report.sql")
    report("a file of no history is left alone", None if got == set() else got)
    before = await editor.analyses()
    editor.client.text_document_did_change(lsp.DidChangeTextDocumentParams(
        text_document=lsp.VersionedTextDocumentIdentifier(uri=uri("shop/queries/report.sql"), version=9), content_changes=[whole("SELECT 2;")]))
    await editor.hover(path, 0, 12)
    report("typing in a file of no history costs nothing", None if await editor.analyses() == before else "it is analyzed")
    put("shop/migrations/002_mail.sql", "DROP TABLE users;\n")
    editor.arrived.clear()
    editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([lsp.FileEvent(uri("shop/migrations/002_mail.sql"), lsp.FileChangeType.Changed)]))
    got = await editor.wait(path)
    report("another file changed on disk", None if any(g.startswith("unknown-table 0:11") for g in got) else got)
    put("shop/migvet.yaml", "rules: {unknown-table: off, drop-table: fatal}\n")
    editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri("shop/migvet.yaml"))))
    await editor.hover(path, 0, 0)
    report("a wrong configuration is shown", None if any("migvet.yaml:1:" in m and "fatal" in m for m in editor.messages) else editor.messages)
    put("shop/migvet.yaml", "rules: {unknown-table: warning}\n")
    editor.arrived.clear()
    editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri("shop/migvet.yaml"))))
    got = await editor.wait(path)
    report("a configuration that is saved holds", None if [d.severity for d in editor.diagnostics[uri(path)]] == [lsp.DiagnosticSeverity.Warning] else got)
    editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri(path))))
    await editor.hover("shop/queries/report.sql", 0, 0)
    report("a closed file has no findings", None if editor.now(path) == set() else editor.now(path))
    got = await editor.open("shop/migrations/004_new.sql", "ALTER TABLE orders DROP COLUMN \"Total\";\n")
    report("a file that is not on disk yet", None if got == {"drop-column 0:19-0:38"} else got)
    code = await editor.stop()
    report("shutdown and exit: 0", None if code == 0 else code)


async def help_and_fixes():
    put("app/migrations/001_users.sql", USERS)
    put("app/migrations/002_mail.sql", "ALTER TABLE users ADD COLUMN mail varchar(20);\n")
    put("app/migrations/003_mail.sql", "ALTER TABLE users ALTER COLUMN mail TYPE text;\nCREATE SCHEMA audit;\nCREATE TABLE audit.log (at timestamptz, who text);\n")
    text = "CREATE INDEX users_mail ON users (mail);\nUPDATE users SET na;\nSELECT u. FROM users u;\nSELECT * FROM audit.;\n-- na\nALTER TABLE orders ALTER COLUMN \"Total\" SET NOT NULL;\n"
    put("app/migrations/004_next.sql", text)
    put("app/migrations/005_later.sql", "ALTER TABLE users ADD COLUMN later int;\n")
    editor = Editor()
    await editor.start("app")
    path = "app/migrations/004_next.sql"
    got = await editor.open(path)
    report("a folder with a name", None if any(g.startswith("index-not-concurrent 0:") for g in got) else got)
    hover = await editor.hover(path, 0, 35)
    report("hover: what the statement locks", None if "**CREATE INDEX** on PostgreSQL 18" in hover and "- `users` **SHARE** blocks writes; scanned" in hover else hover)
    report("hover: the history of the column", None if "History of `users.mail`" in hover and "- `migrations/002_mail.sql`: `varchar(20)`\n" in hover and
           "- `migrations/003_mail.sql`: `text`\n" in hover and "dropped" not in hover else hover)
    hover = await editor.hover(path, 0, 29)
    report("hover: the columns of a table before this migration", None if "Columns of `users` before this migration" in hover and "- `mail` `text`\n" in hover and
           "- `id` `bigint` not null\n" in hover and "later" not in hover else hover)
    hover = await editor.hover(path, 5, 35)
    report("hover: a quoted name", None if "History of `orders.Total`" in hover else hover)
    report("hover: between the statements there is none", None if await editor.hover(path, 4, 2) == "" else "there is")
    items = await editor.complete(path, 1, 19)
    labels = [item.label for item in items]
    report("completion: columns of the statement's table, then tables", None if {"id", "name", "mail", "users", "orders", "audit.log"} <= set(labels) and "later" not in labels
           and "Total" not in labels else labels)
    report("completion: with types", None if [i.detail for i in items if i.label == "mail"] == ["users: text"] else items)
    labels = [item.label for item in await editor.complete(path, 2, 9)]
    report("completion: behind an alias and a dot", None if labels == ["id", "name", "mail"] else labels)
    labels = [item.label for item in await editor.complete(path, 3, 20)]
    report("completion: behind a schema and a dot", None if labels == ["log"] else labels)
    report("completion: none in a comment", None if not await editor.complete(path, 4, 5) else "there is")
    items = [i for i in await editor.complete(path, 5, 20) if i.label == "Total"]
    report("completion: a name that has to be quoted is", None if items and items[0].insert_text == '"Total"' else items)
    got = await editor.actions(path, 0, 5)
    last = "app/migrations/006_last.sql"
    await editor.open(last, "-- 𝄞\n/* 𝄞 */ DROP TABLE orders CASCADE;\n")
    fix = [action for action in await editor.actions(last, 1, 20) if action.title.endswith("(needless-cascade)")]
    edit = fix and fix[0].edit.changes and applied("-- 𝄞\n/* 𝄞 */ DROP TABLE orders CASCADE;\n", fix[0].edit.changes[uri(last)])
    report("a safe fix is the preferred one", None if edit == "-- 𝄞\n/* 𝄞 */ DROP TABLE orders;\n" and fix[0].is_preferred else fix)
    allow = [action for action in got if action.title.startswith("allow 'index-not-concurrent'")]
    edit = allow and applied(text, allow[0].edit.changes[uri(path)])
    report("a comment that allows it", None if edit == "-- migvet: allow index-not-concurrent -- reason\n" + text else edit)
    again = await editor.change(path, 2, whole(edit))
    report("what is allowed is reported no more", None if not any(g.startswith("index-not-concurrent") for g in again) and again else again)
    got = await editor.actions(path, 6, 40)
    made = [action for action in got if action.edit.document_changes]
    created = [change for action in made for change in action.edit.document_changes if isinstance(change, lsp.CreateFile)]
    report("a fix with a new migration makes its file", None if created and created[0].uri.startswith(uri("app/migrations/")) else got)
    report("other kinds of actions: none", None if not await editor.actions(path, 6, 40, only=["refactor"]) else "there is")
    await editor.stop()


async def python_files():
    put("dj/manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n")
    put("dj/shop/__init__.py", "")
    put("dj/shop/migrations/__init__.py", "")
    put("dj/shop/migrations/0001_initial.py", """from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel("Item", fields=[("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=20))]),
    ]
""")
    text = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.RemoveField("item", "name"),
        migrations.RunSQL(["SET work_mem = '8MB'", "DROP TABLE shop_item"]),
    ]
"""
    path = "dj/shop/migrations/0002_remove.py"
    put(path, text)
    editor = Editor()
    await editor.start("dj")
    got = await editor.open(path)
    report("Django: a finding at its operation", None if any(g.startswith("drop-column 6:8-") or g.startswith("drop-column 6:") for g in got) else got)
    hover = await editor.hover(path, 6, 20)
    report("Django: hover over an operation", None if "- `shop_item` **ACCESS EXCLUSIVE** blocks reads and writes" in hover else hover)
    hover = await editor.hover(path, 7, 20)
    report("Django: hover over an operation of several statements", None if "**SET**" in hover and "**DROP TABLE**" in hover and "ACCESS EXCLUSIVE" in hover else hover)
    got = await editor.change(path, 2, whole(text.replace("RemoveField(", "RemoveField((")))
    report("Django: broken Python is said", None if got else got)
    got = await editor.change(path, 3, whole(text))
    report("Django: and repaired", None if any(g.startswith("drop-column 6:") for g in got) else got)
    await editor.stop()


async def options():
    put("opt/migrations/001.sql", USERS)
    put("opt/migrations/002.sql", "ALTER TABLE users ADD COLUMN a int;\n")
    put("opt/strict.yaml", "rules: {drop-table: info}\n")
    editor = Editor()
    await editor.start("opt", {"config": "strict.yaml", "postgresVersion": "14"})
    await editor.open("opt/migrations/003.sql", "DROP TABLE users;\n")
    got = [d.severity for d in editor.diagnostics[uri("opt/migrations/003.sql")] if d.code == "drop-table"]
    report("options: config", None if got == [lsp.DiagnosticSeverity.Information] else got)
    hover = await editor.hover("opt/migrations/003.sql", 0, 5)
    report("options: postgresVersion", None if "on PostgreSQL 14" in hover else hover)
    await editor.stop()
    put("with space/x/001.sql", "CREATE TABLE a (id int);\n")
    editor = Editor()
    await editor.start("with space")
    got = await editor.open("with space/x/002 é.sql".replace("é", "e"), "DROP TABLE a;\n")
    report("names with blanks", None if got and any(g.startswith("drop-table") for g in got) else got)
    await editor.stop()


async def projects():
    """Two projects of one repository, each with its own configuration."""
    put("mono/.git/HEAD", "ref: refs/heads/main\n")
    for name, level in (("a", "info"), ("b", "warning")):
        put(f"mono/{name}/migvet.yaml", f"rules: {{drop-table: {level}}}\n")
        put(f"mono/{name}/migrations/001.sql", USERS)
        put(f"mono/{name}/migrations/002.sql", "DROP TABLE users;\n")
    editor = Editor()
    await editor.start("mono")

    def levels():
        return [[d.severity for d in editor.diagnostics.get(uri(f"mono/{name}/migrations/002.sql"), [])] for name in "ab"]
    for name in "ab":
        await editor.open(f"mono/{name}/migrations/002.sql")
    wanted = [[lsp.DiagnosticSeverity.Information], [lsp.DiagnosticSeverity.Warning]]
    report("projects: each has its configuration", None if levels() == wanted else levels())
    hovers = [await editor.hover(f"mono/{name}/migrations/002.sql", 0, 12) for name in "aba"]
    report("projects: hover in the one and the other", None if all("ACCESS EXCLUSIVE" in hover for hover in hovers) else hovers)
    got = await editor.change("mono/a/migrations/002.sql", 2, whole("DROP TABLE orders; DROP TABLE users;\n"))
    report("projects: a change of the one leaves the other", None if len(got) == 2 and levels() == [wanted[0] * 2, wanted[1]] else levels())
    put("mono/b/migvet.yaml", "rules: {drop-table: error}\n")
    editor.arrived.clear()
    editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([lsp.FileEvent(uri("mono/b/migvet.yaml"), lsp.FileChangeType.Changed)]))
    for _ in range(4):
        await editor.wait("mono/b/migrations/002.sql")
        if levels()[1] == [lsp.DiagnosticSeverity.Error]:
            break
    report("projects: a configuration changes on disk", None if levels() == [wanted[0] * 2, [lsp.DiagnosticSeverity.Error]] else levels())
    await editor.stop()


async def edits():
    """Many changes of parts come to the same as the whole text."""
    put("parts/migrations/001.sql", USERS)
    put("parts/migrations/002.sql", "")
    path, text, dice = "parts/migrations/002.sql", "DROP TABLE users;\n", random.Random(7)
    editor = Editor()
    await editor.start("parts")
    await editor.open(path, text)
    pieces = ("é", "𝄞", "\n", "\r\n", "DROP TABLE users;", "DROP TABLE orders;\n", "-- ", "", "", "a\nb\r\n𝄞", "'")
    for step in range(60):
        changes = []
        for _ in range(dice.randint(1, 3)):
            lines = text.split("\n")
            places = []
            for _ in range(2):
                line = dice.randrange(len(lines))
                inside = lines[line].rstrip("\r")
                places.append((line, len(inside[:dice.randint(0, len(inside))].encode("utf-16-le")) // 2))
            start, end = (lsp.Position(*place) for place in sorted(places))
            change = lsp.TextDocumentContentChangePartial(range=lsp.Range(start, end), text=dice.choice(pieces))
            text = applied(text, [lsp.TextEdit(range=change.range, new_text=change.text)])
            changes.append(change)
        editor.client.text_document_did_change(lsp.DidChangeTextDocumentParams(
            text_document=lsp.VersionedTextDocumentIdentifier(uri=uri(path), version=step + 2), content_changes=changes))
        if step % 20 == 19:
            text += "\nDROP TABLE orders;"
            last = lsp.Position(text.count("\n") - 1, len(text.split("\n")[-2].rstrip("\r").encode("utf-16-le")) // 2)
            by_parts = await editor.change(path, step + 3, lsp.TextDocumentContentChangePartial(range=lsp.Range(last, last), text="\nDROP TABLE orders;"))
            # one byte more, as a text that is the same is not looked at again
            text += " "
            at_once = await editor.change(path, step + 4, whole(text))
            report(f"edits: {step + 1} changes of parts come to the whole", None if by_parts == at_once and at_once else f"{by_parts}\n{at_once}\n{text!r}")
    await editor.stop()


async def links():
    put("real/migrations/001_users.sql", USERS)
    put("real/migrations/002_next.sql", "")
    os.symlink("real", os.path.join(top, "link"))
    editor = Editor()
    await editor.start("link")
    path = "link/migrations/002_next.sql"
    got = await editor.open(path, "DROP TABLE users CASCADE;\nALTER TABLE orders ALTER COLUMN \"Total\" SET NOT NULL;\n")
    report("links: a folder that is one", None if got and any(g.startswith("drop-table 0:") for g in got) else got)
    named = [uri for action in await editor.actions(path, 0, 12) for uri in action.edit.changes or {}]
    named += [change.uri if isinstance(change, lsp.CreateFile) else change.text_document.uri
              for action in await editor.actions(path, 1, 30) for change in action.edit.document_changes or []]
    report("links: files are named as the client names them", None if len(named) > 3 and all(name.startswith(uri("link/migrations/")) for name in named) else named)
    await editor.stop()


for run in (edits, projects, links, diagnostics, help_and_fixes, python_files, options):
    asyncio.run(run())
sys.exit(1 if failed else 0)
