// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// A client's socket on a kernel that takes, gives and fails as the input says, over TLS or not: the
// bytes that reach the client are whole and in order at any moment. The input is a Script:
// settings, a colon, and the events. SocketRun knows the letters.

#include "tests/fuzz/check.h"
#include "tests/fuzz/socketrun.h"

#include <QtCore/QCoreApplication>

using namespace broadcaster;

namespace {

void onLogged(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    check(type == QtDebugMsg || type == QtInfoMsg, qUtf8Printable(text));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static int argc = 1;
    static char name[] = "fuzz_clientsocket";
    static char *argv[] = { name, nullptr };
    static const QCoreApplication application(argc, argv);
    qInstallMessageHandler(onLogged);
    SocketRun().run(view(inputBytes(data, size)));
    return 0;
}
