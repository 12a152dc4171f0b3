"""Sessions that run beside each other, each a psql that is fed line by line."""
import queue
import subprocess
import threading

PATIENCE = 20  # seconds that a session may take to do anything at all


class Session:
    """One connection: a psql that is fed line by line."""

    def __init__(self, server):
        self.psql = subprocess.Popen(["psql", "-X", "-q", "-A", "-t", "-d", server], stdin=subprocess.PIPE, text=True,
                                     stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.pid = self.ask("SELECT pg_backend_pid();")[0]

    def read(self):
        for line in self.psql.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def say(self, sql):
        self.psql.stdin.write(sql + "\n\\echo :end:\n")
        self.psql.stdin.flush()

    def answer(self):
        lines = []
        while (line := self.lines.get(timeout=PATIENCE)) != ":end:":
            if line is None:
                raise EOFError("psql ended: " + "\n".join(lines))
            lines.append(line)
        return lines

    def has_answered(self):
        return not self.lines.empty() and self.lines.queue[-1] == ":end:"

    def ask(self, sql):
        self.say(sql)
        return self.answer()

    def close(self):
        self.psql.stdin.close()
        self.psql.wait()


def in_database(server, database):
    """The connection string of another database of the same server."""
    base, _, options = server.partition("?")
    return base.rsplit("/", 1)[0] + "/" + database + ("?" + options if options else "")
