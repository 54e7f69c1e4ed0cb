// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/spreadmap.h"

#include "server/api/ids.h"

#include <QtTest/QTest>

#include <algorithm>
#include <map>

using namespace broadcaster;

namespace {

/// The map asks for the hash of each entry that moves, because asking costs nothing.
struct CountingHash {
    size_t operator()(int key) const noexcept
    {
        ++calls;
        return static_cast<size_t>(key);
    }
    static inline int calls = 0;
};

} // namespace

class SpreadMapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithAMap();
    void takesKeysOfQt();
    void growsInParts();
};

void SpreadMapTest::agreesWithAMap()
{
    SpreadMap<quint64, int, std::hash<quint64>> map;
    std::map<quint64, int> expected;
    QVERIFY(map.isEmpty());
    for (int step = 0; step < 20'000; ++step) {
        const auto key = static_cast<quint64>(step) * 7919 % 3001;
        if (step % 3 == 2) {
            map.remove(key);
            expected.erase(key);
        } else {
            map[key] += step;
            expected[key] += step;
        }
    }
    QCOMPARE(map.size(), static_cast<qsizetype>(expected.size()));
    std::map<quint64, int> found;
    map.forEach([&](quint64 key, int value) { found.emplace(key, value); });
    QVERIFY(found == expected);
    for (quint64 key = 0; key < 3001; ++key) {
        const auto known = expected.find(key);
        const int *value = map.find(key);
        QCOMPARE(value != nullptr, known != expected.end());
        QVERIFY(!value || *value == known->second);
    }
    map.any() = -1;
    int changed = 0;
    map.forEach([&](quint64, int value) { changed += value == -1 ? 1 : 0; });
    QCOMPARE(changed, 1);
    map.clear();
    QVERIFY(map.isEmpty());
    QVERIFY(!map.find(1));
}

void SpreadMapTest::takesKeysOfQt()
{
    SpreadMap<ProjectId, QByteArray> map;
    const ProjectId a = *ProjectId::fromUtf8("a");
    map[a] = "of a";
    QCOMPARE(*map.find(*ProjectId::fromUtf8("a")), QByteArray("of a"));
    QVERIFY(!map.find(*ProjectId::fromUtf8("b")));
}

void SpreadMapTest::growsInParts()
{
    constexpr int Entries = 100'000;
    SpreadMap<int, int, CountingHash> map;
    int most = 0;
    for (int key = 0; key < Entries; ++key) {
        CountingHash::calls = 0;
        map[key] = key;
        most = std::max(most, CountingHash::calls);
    }
    QVERIFY2(most > 100, "nothing grows, so nothing is tested");
    QVERIFY2(most < Entries / 50, qPrintable(QString::number(most)));
}

QTEST_GUILESS_MAIN(SpreadMapTest)
#include "tst_spreadmap.moc"
