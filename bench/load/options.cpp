// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/load/options.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QRegularExpression>

#include <cmath>
#include <cstdio>
#include <unistd.h>

namespace broadcaster::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ScenarioDefaults {
    const char *name;
    Scenario scenario;
    int projects;
    int window;
    int idle;
    int receivers;
};

constexpr ScenarioDefaults Scenarios[] = {
    { "route", Scenario::Route, 32, 16, 0, 1 },
    { "rpc", Scenario::Rpc, 64, 1, 0, 1 },
    { "fanout", Scenario::Fanout, 1, 16, 0, 200 },
    { "mirror", Scenario::Mirror, 8, 16, 0, 1 },
    { "paced", Scenario::Paced, 32, 16, 0, 1 },
    { "idle", Scenario::Idle, 0, 0, 9000, 1 },
};

struct NumberOption {
    const char *name;
    const char *help;
    int Options::*member;
    int least;
    int most;
};

constexpr NumberOption Numbers[] = {
    { "port", "Where the broker listens on 127.0.0.1.", &Options::port, 1, 65535 },
    { "receiver-port", "Where receivers and admins connect, if not at --port.",
        &Options::receiverPort, 1, 65535 },
    { "pid", "The broker's process, to measure it too.", &Options::serverPid, 1, 1 << 22 },
    { "projects", "Projects with traffic (route, paced 32; rpc 64; fanout 1; mirror 8).",
        &Options::projects, 1, 100'000 },
    { "window", "Messages outstanding per sender (rpc 1, else 16).", &Options::window, 1, 65536 },
    { "size", "Bytes of the payload value (128).", &Options::size, 64, 1 << 26 },
    { "receivers", "fanout, paced: receivers per project (200, 1).", &Options::receivers, 1,
        100'000 },
    { "dead", "fanout, paced: receivers per project beside them that never read (0).",
        &Options::dead, 0, 100'000 },
    { "admins", "mirror: admins per project (8).", &Options::admins, 0, 100'000 },
    { "rate", "paced: messages per second (20000).", &Options::rate, 1, 10'000'000 },
    { "idle", "Connections that do nothing beside the traffic (idle 9000, else 0).", &Options::idle,
        0, 1'000'000 },
    { "idle-projects", "Projects that these connections are spread over (500).",
        &Options::idleProjects, 1, 1'000'000 },
    { "messages", "End after exactly so many requests, without a warm-up, not after --seconds.",
        &Options::messages, 1, 1'000'000'000 },
    { "active", "With --messages: projects that send at once (all).", &Options::active, 1,
        100'000 },
};

bool readNumber(const QCommandLineParser &parser, const NumberOption &number, Options &options)
{
    const QString name = QString::fromLatin1(number.name);
    if (!parser.isSet(name))
        return true;
    bool ok = false;
    const int value = parser.value(name).toInt(&ok);
    options.*number.member = value;
    return ok && value >= number.least && value <= number.most;
}

bool readSeconds(const QString &text, std::chrono::milliseconds &value)
{
    bool ok = false;
    const double seconds = text.toDouble(&ok);
    if (!ok || !(seconds >= 0 && seconds <= 3600))
        return false;
    value = std::chrono::milliseconds(std::lround(seconds * 1000));
    return true;
}

bool readName(const QCommandLineParser &parser, QString &name)
{
    static const QRegularExpression valid(u"\\A[A-Za-z0-9-]{1,64}\\z"_s);
    name = parser.isSet(u"name"_s) ? parser.value(u"name"_s) : QString::number(getpid());
    return valid.match(name).hasMatch();
}

bool readScenario(const QStringList &names, Options &options)
{
    for (const ScenarioDefaults &known : Scenarios) {
        if (names != QStringList { QString::fromLatin1(known.name) })
            continue;
        options.scenario = known.scenario;
        options.scenarioName = names.first();
        options.projects = known.projects;
        options.window = known.window;
        options.idle = known.idle;
        options.receivers = known.receivers;
        return true;
    }
    return false;
}

} // namespace

std::optional<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Loads a broker over loopback and prints one line of JSON. See bench/README.md."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"scenario"_s, u"route, rpc, fanout, mirror, paced or idle"_s);
    for (const NumberOption &number : Numbers)
        parser.addOption(
            { QString::fromLatin1(number.name), QString::fromLatin1(number.help), u"number"_s });
    parser.addOption({ u"name"_s,
        u"Part of the names of projects, which runs with the same one share (the process)."_s,
        u"text"_s });
    parser.addOption(
        { u"settle"_s, u"Seconds between the last connection and the first message (0)."_s,
            u"seconds"_s, u"0"_s });
    parser.addOption({ u"warmup"_s, u"Seconds before measuring (1)."_s, u"seconds"_s, u"1"_s });
    parser.addOption(
        { u"seconds"_s, u"Seconds measured (3); idle: at most, because SIGTERM ends them."_s,
            u"seconds"_s, u"3"_s });
    parser.addOption(
        { u"rest"_s, u"Seconds of silence after the last message (0)."_s, u"seconds"_s, u"0"_s });
    parser.addOption({ u"objects"_s, u"The payload is many small objects, not one string."_s });
    parser.addOption(
        { u"replies"_s, u"paced: the agent answers each message by to.id, as in rpc."_s });
    parser.addOption({ u"tls"_s, u"Speaks TLS 1.3 and takes any certificate."_s });
    parser.addOption({ u"tls-resume"_s,
        u"With --tls: every connection but the first one resumes a session by its ticket."_s });
    parser.process(arguments);

    Options options;
    bool ok = readScenario(parser.positionalArguments(), options);
    for (const NumberOption &number : Numbers)
        ok = readNumber(parser, number, options) && ok;
    ok = readName(parser, options.name) && ok;
    ok = readSeconds(parser.value(u"settle"_s), options.settle) && ok;
    ok = readSeconds(parser.value(u"warmup"_s), options.warmup) && ok;
    ok = readSeconds(parser.value(u"seconds"_s), options.duration) && ok;
    ok = readSeconds(parser.value(u"rest"_s), options.rest) && ok;
    const bool hasWindow = options.scenario != Scenario::Paced
        && options.scenario != Scenario::Idle;
    ok = (hasWindow || options.messages == 0) && ok;
    ok = (options.scenario != Scenario::Idle || options.receiverPort == 0) && ok;
    options.objects = parser.isSet(u"objects"_s);
    options.replies = options.scenario == Scenario::Rpc || parser.isSet(u"replies"_s);
    const bool mayReply = options.scenario == Scenario::Rpc
        || (options.scenario == Scenario::Paced && options.receivers == 1);
    ok = (mayReply || !options.replies) && ok;
    options.tls = parser.isSet(u"tls"_s);
    options.resumes = parser.isSet(u"tls-resume"_s);
    ok = (options.tls || !options.resumes) && ok;
    if (ok && options.port > 0)
        return options;
    std::fputs(
        "broadcaster-load: give one scenario, --port, and numbers within bounds; --messages "
        "not with paced and idle, --receiver-port not with idle, --replies with paced and one "
        "receiver, --tls-resume with --tls; see --help\n",
        stderr);
    return std::nullopt;
}

} // namespace broadcaster::bench
