// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/processsignals.h"
#include "server/broker/broker.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using broadcaster::Broker;
using broadcaster::BrokerState;

namespace {

broadcaster::BrokerConfig parsed(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"The broker of bench/run with its traffic feed attached and no window."_s);
    parser.addHelpOption();
    parser.addOptions({ { u"port"_s, u"Listen on 127.0.0.1:<number>; 0 is any free port."_s,
                            u"number"_s, u"0"_s },
        { u"threads"_s, u"Room threads."_s, u"number"_s, u"1"_s },
        { u"database"_s, u"The database's file."_s, u"path"_s } });
    parser.process(application);
    broadcaster::BrokerConfig config;
    config.port = parser.value(u"port"_s).toUShort();
    config.threads = parser.value(u"threads"_s).toInt();
    config.database = parser.value(u"database"_s);
    return config;
}

/// Prints the records that a window would have got, as JSON for bench/run.
void printTold(qint64 records, quint64 dropped)
{
    std::printf("{\"told\":%lld,\"not_told\":%llu}\n", static_cast<long long>(records),
        static_cast<unsigned long long>(dropped));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const broadcaster::BrokerConfig config = parsed(application);
    Broker broker;
    qint64 records = 0;
    quint64 dropped = 0;
    broker.on<broadcaster::TrafficArrived>(
        &application, [&](const broadcaster::TrafficArrived &event) {
            records += static_cast<qint64>(event.batch->records.size());
            dropped += event.batch->dropped;
        });
    broker.on<broadcaster::StateChanged>(&application, [&](const broadcaster::StateChanged &event) {
        if (event.state == BrokerState::Listening) {
            std::printf("listening on %s\n", qUtf8Printable(event.urls.constFirst()));
            std::fflush(stdout);
        } else if (event.state == BrokerState::Stopped) {
            printTold(records, dropped);
            QCoreApplication::quit();
        }
    });
    broker.on<broadcaster::StartFailed>(&application, [](const broadcaster::StartFailed &event) {
        std::fprintf(stderr, "broadcaster-attached: %s\n", qUtf8Printable(event.error.detail));
    });
    const broadcaster::ProcessSignals signals;
    QObject::connect(&signals, &broadcaster::ProcessSignals::stopRequested, &broker, &Broker::stop);
    broker.attachObserver(&application);
    broker.start(config);
    return QCoreApplication::exec();
}
