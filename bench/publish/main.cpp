// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/publish/publisher.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

#include <cstdio>
#include <optional>

using namespace broadcaster::bench;
using namespace Qt::Literals::StringLiterals;

namespace {

struct NumberOption {
    const char *name;
    const char *help;
    int PublishOptions::*member;
    int least;
    int most;
};

constexpr NumberOption Numbers[] = {
    { "port", "Where Redis listens on 127.0.0.1.", &PublishOptions::port, 1, 65535 },
    { "pid", "Redis' process, to measure it too.", &PublishOptions::serverPid, 1, 1 << 22 },
    { "size", "Bytes of a message (256).", &PublishOptions::size, 16, 1 << 20 },
    { "rate", "Messages per second (0: as many as --window allows).", &PublishOptions::rate, 0,
        10'000'000 },
    { "window", "Messages outstanding, without --rate (1).", &PublishOptions::window, 1, 65536 },
};

std::optional<PublishOptions> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Publishes by a Redis on loopback and prints one line of JSON. See bench/README.md."_s);
    parser.addHelpOption();
    for (const NumberOption &number : Numbers)
        parser.addOption(
            { QString::fromLatin1(number.name), QString::fromLatin1(number.help), u"number"_s });
    parser.addOption({ u"seconds"_s, u"Seconds measured (3)."_s, u"number"_s, u"3"_s });
    parser.process(arguments);

    PublishOptions options;
    bool ok = parser.positionalArguments().isEmpty();
    for (const NumberOption &number : Numbers) {
        const QString name = QString::fromLatin1(number.name);
        if (!parser.isSet(name))
            continue;
        bool isNumber = false;
        const int value = parser.value(name).toInt(&isNumber);
        options.*number.member = value;
        ok = isNumber && value >= number.least && value <= number.most && ok;
    }
    bool isNumber = false;
    const int seconds = parser.value(u"seconds"_s).toInt(&isNumber);
    ok = isNumber && seconds >= 1 && seconds <= 3600 && ok;
    options.duration = std::chrono::seconds(seconds);
    if (ok && options.port > 0)
        return options;
    std::fputs("broadcaster-publish: give --port, and numbers within bounds; see --help\n", stderr);
    return std::nullopt;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const std::optional<PublishOptions> options = parseOptions(QCoreApplication::arguments());
    if (!options)
        return 2;
    const QJsonObject result = Publisher(*options).run();
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}
