// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/naive/naivebroker.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The yardstick broker of bench/run."_s);
    parser.addHelpOption();
    parser.addOption(
        { u"port"_s, u"Listen on 127.0.0.1:<number>; 0 is any free port."_s, u"number"_s, u"0"_s });
    parser.process(application);

    broadcaster::bench::NaiveBroker broker;
    if (!broker.listen(parser.value(u"port"_s).toUShort())) {
        std::fputs("broadcaster-naive: cannot listen on this port\n", stderr);
        return 1;
    }
    std::printf("listening on ws://127.0.0.1:%d\n", broker.port());
    std::fflush(stdout);
    return QCoreApplication::exec();
}
