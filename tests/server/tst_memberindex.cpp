// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/memberindex.h"

#include "roomfixture.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace broadcaster;

class MemberIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsMembersByTheirIds();
    void findsTheOthersWhenSomeLeave();
};

namespace {

using Members = std::vector<std::unique_ptr<FakeMember>>;

Members makeMembers(int count)
{
    Members members;
    for (int i = 0; i < count; ++i)
        members.push_back(
            std::make_unique<FakeMember>(ClientType::Runtime, static_cast<quint64>(i)));
    return members;
}

} // namespace

void MemberIndexTest::findsMembersByTheirIds()
{
    MemberIndex index;
    QCOMPARE(index.count(), 0);
    QVERIFY(!index.find(""));
    const Members members = makeMembers(1000);
    for (const auto &member : members) {
        QVERIFY(!index.find(member->idText()));
        index.add(*member);
        QCOMPARE(index.find(member->idText()), member.get());
    }
    QCOMPARE(index.count(), 1000);
    for (const auto &member : members)
        QCOMPARE(index.find(member->idText()), member.get());
    QVERIFY(!index.find(""));
    QVERIFY(!index.find("00000000-0000-4000-8000-000000000000"));
}

void MemberIndexTest::findsTheOthersWhenSomeLeave()
{
    // Few members make every order of few places likely, many the shrinking.
    for (const int count : { 1, 2, 3, 4, 6, 12, 500 }) {
        for (int round = 0; round < (count < 100 ? 300 : 3); ++round) {
            MemberIndex index;
            const Members members = makeMembers(count);
            for (const auto &member : members)
                index.add(*member);
            for (size_t gone = 0; gone < members.size(); ++gone) {
                index.remove(*members[gone]);
                index.remove(*members[gone]);
                QCOMPARE(index.count(), static_cast<qsizetype>(members.size() - gone - 1));
                for (size_t i = 0; i < members.size(); ++i)
                    QCOMPARE(
                        index.find(members[i]->idText()), i > gone ? members[i].get() : nullptr);
            }
        }
    }
}

QTEST_GUILESS_MAIN(MemberIndexTest)
#include "tst_memberindex.moc"
