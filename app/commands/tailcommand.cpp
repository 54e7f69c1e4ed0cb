// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/tailcommand.h"

#include "app/commands/terminaltext.h"
#include "app/logoutput.h"
#include "console/brokeraddress.h"
#include "inspect/capture/captureline.h"

#include <sysexits.h>
#include <unistd.h>

#include <array>
#include <tuple>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::seconds TellInterval { 1 };

constexpr std::array TailOptions {
    CommandOption { "project", "NAME", "Only messages of this project." },
    CommandOption { "count", "N", "End after N messages." },
    CommandOption { "for", "SECONDS", "End after this time." },
    CommandOption { "bytes-per-second", "N",
        "Leave messages out above this rate, and say how many. 4194304 without it." },
};

} // namespace

const CommandInfo &TailCommand::info()
{
    static const CommandInfo Info { "tail", "[FILTER]", "Prints messages as they come.",
        "Each message is one line of JSON in the form of a capture (docs/capture.md), which the "
        "window can\n"
        "open. FILTER is a condition in the language of docs/filter.md, such as 'type == "
        "\"error\"' or\n"
        "'payload.items[0].count > 10'; the broker sends only messages that match. It cannot ask "
        "for what\n"
        "comes after a message: delivery, replies, marks and comments. Ctrl+C ends the command.",
        TailOptions };
    return Info;
}

TailCommand::TailCommand(CommandCall call, RemoteConsole::Target target)
    : CommandRun(std::move(call), std::move(target))
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(TellInterval);
    connect(&m_tell, &QTimer::timeout, this, &TailCommand::tellMissing);
    connect(&m_signals, &ProcessSignals::stopRequested, this, [this] { end(EX_OK); });
}

std::optional<CommandRun::Problem> TailCommand::prepare()
{
    constexpr qint64 MaxCount = 1'000'000'000'000;
    constexpr qint64 MaxSeconds = 1'000'000;
    if (call().operands.size() > 1)
        return Problem { EX_USAGE, u"give one filter, in quotes"_s };
    m_watch.filter = call().operands.value(0);
    for (const auto &[option, member, most] :
        { std::tuple("count", &m_left, MaxCount), std::tuple("for", &m_seconds, MaxSeconds),
            std::tuple(
                "bytes-per-second", &m_watch.bytesPerSecond, limits::MaxConsoleBytesPerSecond) }) {
        if (!call().has(option))
            continue;
        const Result<qint64> number = call().number(option, most);
        if (!number)
            return Problem { EX_USAGE, number.error().detail };
        *member = *number;
    }
    if (call().has("project")) {
        const Result<ProjectId> project = ProjectId::fromUtf8(call().value("project").toUtf8());
        if (!project)
            return Problem { EX_USAGE, project.error().detail };
        m_watch.project = *project;
    }
    return std::nullopt;
}

void TailCommand::begin()
{
    if (m_seconds > 0) {
        m_until.setRemainingTime(std::chrono::seconds(m_seconds));
        QTimer::singleShot(std::chrono::seconds(m_seconds), this, [this] { end(EX_OK); });
    }
    connect(&console(), &RemoteConsole::watchFailed, this,
        [this](const Error &error) { fail(exitCodeOf(error.code), error.detail); });
    connect(&console(), &RemoteConsole::watching, this,
        [this] { printError(u"watching %1"_s.arg(shownAddress(console().target().url))); });
    console().on<TrafficArrived>(
        this, [this](const TrafficArrived &event) { onTraffic(*event.batch); });
    console().setWatch(m_watch);
    console().attachObserver(this);
}

/// A reader that has stopped, as in `| less`, hinders neither a signal nor the end of the time.
bool TailCommand::awaitOutput()
{
    if (m_signals.awaitWritable(STDOUT_FILENO, m_until))
        return true;
    end(EX_OK);
    return false;
}

void TailCommand::onTraffic(const TrafficBatch &batch)
{
    m_missing += batch.dropped;
    if (m_missing > 0 && !m_tell.isActive())
        m_tell.start();
    QByteArray lines;
    for (const TrafficRecord &record : batch.records) {
        if (m_left == 0)
            break;
        appendCaptureLine(lines, rowOf(batch, record));
        if (m_left > 0)
            --m_left;
    }
    if (print(terminalJson(lines)) && m_left == 0)
        end(EX_OK);
}

void TailCommand::tellMissing()
{
    if (m_missing > 0)
        printError(
            u"%1 messages were left out: more came than --bytes-per-second allows, or than the "
            "broker looks at"_s.arg(std::exchange(m_missing, 0)));
}

} // namespace broadcaster
