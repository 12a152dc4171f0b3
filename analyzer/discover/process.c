/* process.c: fork, exec, and three pipes served at once, so that neither side can wait for the other forever. */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void close_all(int pipes[4][2])
{
	for (int i = 0; i < 4; i++) {
		for (int k = 0; k < 2; k++) {
			if (pipes[i][k] >= 0)
				close(pipes[i][k]);
			pipes[i][k] = -1;
		}
	}
}

static bool open_all(int pipes[4][2])
{
	for (int i = 0; i < 4; i++) {
		if (pipe(pipes[i]) != 0)
			return false;
		fcntl(pipes[i][0], F_SETFD, FD_CLOEXEC);
		fcntl(pipes[i][1], F_SETFD, FD_CLOEXEC);
	}
	return true;
}

/* In the child: never returns. The fourth pipe tells the parent why exec failed. */
static void execute(const char *const *argv, char *const *environment, int pipes[4][2])
{
	int reason;

	dup2(pipes[0][0], STDIN_FILENO);
	dup2(pipes[1][1], STDOUT_FILENO);
	dup2(pipes[2][1], STDERR_FILENO);
	environ = (char **)(uintptr_t)environment;
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	reason = errno;
	if (write(pipes[3][1], &reason, sizeof reason) < 0)
		_exit(126);
	_exit(127);
}

/* One chunk; closes the descriptor at the end of what is written. */
static void read_some(struct pollfd *from, StrBuf *to)
{
	char chunk[1 << 16];
	ssize_t got = read(from->fd, chunk, sizeof chunk);

	if (got > 0) {
		mv_buf_add(to, (Str){ .ptr = chunk, .len = (size_t)got });
	} else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
		close(from->fd);
		from->fd = -1;
	}
}

static void write_some(struct pollfd *to, Str *input)
{
	ssize_t put = input->len ? write(to->fd, input->ptr, input->len > 4096 ? 4096 : input->len) : 0;

	if (put > 0)
		*input = mv_str_slice(*input, (size_t)put, input->len);
	if (input->len == 0 || (put < 0 && errno != EINTR && errno != EAGAIN)) {
		close(to->fd);
		to->fd = -1;
	}
}

static void serve(int in, int out, int messages_fd, Str input, StrBuf *output, StrBuf *messages)
{
	struct pollfd fds[3] = { { .fd = in, .events = POLLOUT },
				 { .fd = out, .events = POLLIN },
				 { .fd = messages_fd, .events = POLLIN } };

	while (fds[1].fd >= 0 || fds[2].fd >= 0) {
		if (poll(fds, 3, -1) < 0) {
			if (errno == EINTR)
				continue;
			break;
		}
		if (fds[0].fd >= 0 && fds[0].revents)
			write_some(&fds[0], &input);
		if (fds[1].fd >= 0 && fds[1].revents)
			read_some(&fds[1], output);
		if (fds[2].fd >= 0 && fds[2].revents)
			read_some(&fds[2], messages);
	}
	for (int i = 0; i < 3; i++) {
		if (fds[i].fd >= 0)
			close(fds[i].fd);
	}
}

bool mv_process_run(const char *const *argv, char *const *environment, Str input, StrBuf *out, StrBuf *messages, int *code,
		    Error *err)
{
	int pipes[4][2] = { { -1, -1 }, { -1, -1 }, { -1, -1 }, { -1, -1 } }, reason = 0, status = 0;
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	pid_t child;

	if (!open_all(pipes)) {
		close_all(pipes);
		return mv_fail(err, "cannot start '%s': %s", argv[0], strerror(errno));
	}
	child = fork();
	if (child == 0)
		execute(argv, environment, pipes);
	if (child < 0) {
		close_all(pipes);
		return mv_fail(err, "cannot start '%s': %s", argv[0], strerror(errno));
	}
	close(pipes[0][0]);
	close(pipes[1][1]);
	close(pipes[2][1]);
	close(pipes[3][1]);
	/* a program that ends before it has read everything is no reason to die */
	sigaction(SIGPIPE, &ignore, &before);
	serve(pipes[0][1], pipes[1][0], pipes[2][0], input, out, messages);
	sigaction(SIGPIPE, &before, NULL);
	if (read(pipes[3][0], &reason, sizeof reason) != (ssize_t)sizeof reason)
		reason = 0;
	close(pipes[3][0]);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	*code = WIFEXITED(status) ? WEXITSTATUS(status) : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : 128;
	return !reason || mv_fail(err, "cannot start '%s': %s", argv[0], strerror(reason));
}
