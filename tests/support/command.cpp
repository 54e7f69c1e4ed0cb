// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/support/command.h"

#include <QtCore/QFile>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <vector>

extern char **environ;

namespace broadcaster {

pid_t startCommand(const QStringList &command, int *output)
{
    QList<QByteArray> encoded;
    for (const QString &word : command)
        encoded.append(QFile::encodeName(word));
    std::vector<char *> arguments;
    for (QByteArray &word : encoded)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);

    std::array<int, 2> pipe {};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        return -1;
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addchdir_np(&actions, "/");
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDERR_FILENO);
    pid_t process = -1;
    const int error = ::posix_spawnp(
        &process, arguments[0], &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    *output = pipe[0];
    if (error == 0)
        return process;
    ::close(pipe[0]);
    return -1;
}

bool awaitWords(int descriptor, const QByteArray &words, int patience, QByteArray *output)
{
    std::array<char, 4096> piece {};
    while (!output->contains(words)) {
        pollfd wait { descriptor, POLLIN, 0 };
        const ssize_t size = ::poll(&wait, 1, patience) == 1
            ? ::read(descriptor, piece.data(), piece.size())
            : 0;
        if (size <= 0)
            return false;
        output->append(piece.data(), static_cast<qsizetype>(size));
    }
    return true;
}

int waitForCommand(pid_t process)
{
    int status = 0;
    while (::waitpid(process, &status, 0) < 0) {
        if (errno != EINTR)
            return -1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

CommandResult runCommand(const QStringList &command)
{
    CommandResult result;
    int output = -1;
    const pid_t process = startCommand(command, &output);
    if (process < 0)
        return result;
    QFile file;
    if (file.open(output, QFile::ReadOnly, QFile::AutoCloseHandle))
        result.output = file.readAll();
    result.exitCode = waitForCommand(process);
    return result;
}

} // namespace broadcaster
