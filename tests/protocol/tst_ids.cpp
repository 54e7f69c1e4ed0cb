// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/ids.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtTest/QtTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class IdsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checksProjectIds_data();
    void checksProjectIds();
    void comparesProjectIdsByBytes();
    void createsClientIds();
    void namesClientTypes();
};

void IdsTest::checksProjectIds_data()
{
    QTest::addColumn<QByteArray>("utf8");
    QTest::addColumn<bool>("ok");
    QTest::newRow("one letter") << QByteArray("p") << true;
    QTest::newRow("any text") << QByteArray("My project / \"quoted\" \\ \xf0\x9f\x98\x80") << true;
    QTest::newRow("256 bytes") << QByteArray(256, 'p') << true;
    QTest::newRow("257 bytes") << QByteArray(257, 'p') << false;
    QTest::newRow("256 bytes of 128 letters") << QByteArray("\xc3\xa9").repeated(128) << true;
    QTest::newRow("258 bytes of 129 letters") << QByteArray("\xc3\xa9").repeated(129) << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << false;
    QTest::newRow("newline") << QByteArray("a\n") << false;
    QTest::newRow("U+001F") << QByteArray("\x1f") << false;
    QTest::newRow("space") << QByteArray(" ") << true;
    QTest::newRow("delete") << QByteArray("a\x7f") << false;
    QTest::newRow("U+0080") << QByteArray("\xc2\x80") << false;
    QTest::newRow("U+009F") << QByteArray("\xc2\x9f") << false;
    QTest::newRow("not UTF-8") << QByteArray("a\xff") << false;
    QTest::newRow("half a character") << QByteArray("\xc3") << false;
    QTest::newRow("a surrogate") << QByteArray("\xed\xa0\x80") << false;
    QTest::newRow("U+FFFD") << QByteArray("\xef\xbf\xbd") << true;
    QTest::newRow("U+00A0") << QByteArray("\xc2\xa0") << true;
}

void IdsTest::checksProjectIds()
{
    QFETCH(const QByteArray, utf8);
    QFETCH(const bool, ok);
    const Result<ProjectId> id = ProjectId::fromUtf8(utf8);
    QCOMPARE(id.ok(), ok);
    if (ok) {
        QCOMPARE(id->utf8(), utf8);
        QVERIFY(!id->isNull());
    } else {
        QCOMPARE(id.error().code, ErrorCode::InvalidArgument);
        QVERIFY(!id.error().detail.isEmpty());
    }
}

void IdsTest::comparesProjectIdsByBytes()
{
    const ProjectId composed = *ProjectId::fromUtf8("\xc3\xa9");
    const ProjectId decomposed = *ProjectId::fromUtf8("e\xcc\x81");
    QVERIFY(composed != decomposed);
    QVERIFY(*ProjectId::fromUtf8("a") != *ProjectId::fromUtf8("A"));
    QCOMPARE(composed, *ProjectId::fromUtf8("\xc3\xa9"));
    QCOMPARE(qHash(composed), qHash(*ProjectId::fromUtf8("\xc3\xa9")));
    QVERIFY(ProjectId().isNull());
}

void IdsTest::createsClientIds()
{
    static const QRegularExpression uuid(
        u"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
    QSet<ClientId> seen;
    for (int i = 0; i < 1000; ++i) {
        const ClientId id = ClientId::create();
        QVERIFY(uuid.match(QString::fromLatin1(id.text())).hasMatch());
        seen.insert(id);
    }
    QCOMPARE(seen.size(), 1000);
    QCOMPARE(ClientId::fromText("x").text(), "x");
}

void IdsTest::namesClientTypes()
{
    const std::pair<ClientType, std::string_view> names[] = { { ClientType::Runtime, "runtime" },
        { ClientType::DataAgent, "data-agent" }, { ClientType::Admin, "admin" } };
    QCOMPARE(int(std::size(names)), ClientTypeCount);
    for (const auto &[type, name] : names) {
        QVERIFY(wireName(type) == name);
        QVERIFY(clientTypeFromWire(name) == type);
    }
    for (const std::string_view name : { "", "Runtime", "runtime ", "data_agent", "system" })
        QVERIFY(!clientTypeFromWire(name));
}

QTEST_GUILESS_MAIN(IdsTest)
#include "tst_ids.moc"
