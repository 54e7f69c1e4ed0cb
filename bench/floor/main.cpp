// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/floor/relay.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"The relay without a parser, the upper bound of bench/run."_s);
    parser.addHelpOption();
    parser.addOption(
        { u"port"_s, u"Listen on 127.0.0.1:<number>; 0 is any free port."_s, u"number"_s, u"0"_s });
    parser.process(application);

    broadcaster::bench::Relay relay;
    if (!relay.listen(parser.value(u"port"_s).toUShort())) {
        std::perror("broadcaster-floor: cannot listen");
        return 1;
    }
    std::printf("listening on ws://127.0.0.1:%d\n", relay.port());
    std::fflush(stdout);
    relay.run();
    std::perror("broadcaster-floor");
    return 1;
}
