// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/server/presenceworld.h"

#include <QtTest/QTest>

#include <functional>
#include <unordered_map>
#include <unordered_set>

using namespace broadcaster;
using namespace std::chrono_literals;

namespace {

using Event = PresenceWorld::Event;

/// Goes through all orders of events, one after the other, and leaves out worlds that it has seen.
class Exploration final {
public:
    void explore(PresenceWorld world);

    [[nodiscard]] size_t states() const { return m_seen.size(); }
    [[nodiscard]] int deaths() const { return m_deaths; }
    [[nodiscard]] int rebirths() const { return m_rebirths; }
    /// Empty: every promise was kept. Otherwise the broken one, and the events before it.
    [[nodiscard]] const std::string &broken() const { return m_broken; }

private:
    struct Fork {
        PresenceWorld world;
        std::vector<Event> events;
        size_t next = 0;
    };

    [[nodiscard]] static size_t printOf(const PresenceWorld &world)
    {
        return std::hash<std::string>()(world.fingerprint());
    }
    void judge(const PresenceWorld &world, size_t print, const std::vector<Fork> &path);
    [[nodiscard]] bool agreesLater(PresenceWorld world, size_t print);
    void report(const std::string &what, const std::vector<Fork> &path);

    std::unordered_set<size_t> m_seen;
    std::unordered_set<size_t> m_agreeing; ///< Worlds that are known to agree later.
    std::string m_broken;
    int m_deaths = 0;
    int m_rebirths = 0;
};

void Exploration::explore(PresenceWorld first)
{
    std::vector<Fork> path;
    m_seen.insert(printOf(first));
    path.push_back({ first, first.possible() });
    while (!path.empty() && m_broken.empty()) {
        Fork &fork = path.back();
        if (fork.next == fork.events.size()) {
            path.pop_back();
            continue;
        }
        PresenceWorld world = fork.world;
        world.happen(fork.events[fork.next++]);
        const size_t print = printOf(world);
        if (!m_seen.insert(print).second)
            continue;
        judge(world, print, path);
        std::vector<Event> events = world.possible();
        path.push_back({ std::move(world), std::move(events) });
    }
}

void Exploration::judge(const PresenceWorld &world, size_t print, const std::vector<Fork> &path)
{
    m_deaths = std::max(m_deaths, world.deaths());
    m_rebirths = std::max(m_rebirths, world.rebirths());
    if (!world.broken().empty())
        report(world.broken(), path);
    else if (world.isQuiet() && !m_agreeing.contains(print) && !agreesLater(world, print))
        report("the brokers agree about each other in the end", path);
}

bool Exploration::agreesLater(PresenceWorld world, size_t print)
{
    std::unordered_set<size_t> passed;
    while (!world.isAgreed() && !m_agreeing.contains(print)) {
        if (!passed.insert(print).second)
            return false; // It goes in circles.
        world.recover();
        print = printOf(world);
    }
    m_agreeing.merge(passed);
    m_agreeing.insert(print);
    return true;
}

void Exploration::report(const std::string &what, const std::vector<Fork> &path)
{
    static const char *const Names[] = { "step", "carry", "connect", "resume", "resume by tick",
        "engine back", "stop", "kill", "cut", "cut behind", "deafen", "mute", "engine away",
        "engine empty" };
    m_broken = what;
    for (const Fork &fork : path) {
        const Event &event = fork.events[fork.next - 1];
        m_broken += std::string("\n  ") + Names[static_cast<size_t>(event.kind)] + ' '
            + std::to_string(event.broker);
    }
}

} // namespace

class PresenceModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOrderKeepsThePromises_data();
    void everyOrderKeepsThePromises();
};

void PresenceModelTest::everyOrderKeepsThePromises_data()
{
    QTest::addColumn<int>("brokers");
    QTest::addColumn<int>("faults");
    QTest::addColumn<std::chrono::milliseconds>("step");
    QTest::newRow("two brokers") << 2 << 2 << std::chrono::milliseconds(1s);
    QTest::newRow("three brokers") << 3 << 1 << std::chrono::milliseconds(2s);
}

void PresenceModelTest::everyOrderKeepsThePromises()
{
    QFETCH(const int, brokers);
    QFETCH(const int, faults);
    QFETCH(const std::chrono::milliseconds, step);
    Exploration exploration;
    exploration.explore(PresenceWorld(static_cast<size_t>(brokers), faults, step));
    qInfo("%zu states, %d deaths, %d new lives", exploration.states(), exploration.deaths(),
        exploration.rebirths());
    QVERIFY2(exploration.broken().empty(), exploration.broken().c_str());
    QVERIFY(exploration.deaths() > 0); // Something has happened.
}

QTEST_GUILESS_MAIN(PresenceModelTest)
#include "tst_presencemodel.moc"
