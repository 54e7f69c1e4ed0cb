// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/savedmessages.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using Outcome = SavedMessages::Outcome;

class SavedMessagesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void savesRenamesRemoves();
    void isBounded();
    void takesWhatIsValid();
    void cleansNames_data();
    void cleansNames();
};

void SavedMessagesTest::savesRenamesRemoves()
{
    SavedMessages saved;
    QCOMPARE(saved.save({}, "{}"), Outcome::NoName);
    QCOMPARE(saved.save(u"b"_s, "1"), Outcome::Done);
    QCOMPARE(saved.save(u"A"_s, "2"), Outcome::Done);
    QCOMPARE(saved.names(), (QStringList { u"A"_s, u"b"_s }));
    QCOMPARE(saved.save(u"b"_s, "3"), Outcome::Done);
    QCOMPARE(saved.text(u"b"_s), "3"_ba);
    QCOMPARE(saved.rename(u"b"_s, u"A"_s), Outcome::NameTaken);
    QCOMPARE(saved.rename(u"b"_s, {}), Outcome::NoName);
    QCOMPARE(saved.rename(u"b"_s, u"c"_s), Outcome::Done);
    QCOMPARE(saved.names(), (QStringList { u"A"_s, u"c"_s }));
    QCOMPARE(saved.text(u"c"_s), "3"_ba);
    saved.remove(u"A"_s);
    saved.remove(u"none"_s);
    QCOMPARE(saved.names(), QStringList { u"c"_s });
}

void SavedMessagesTest::isBounded()
{
    SavedMessages saved;
    QCOMPARE(saved.save(u"big"_s, QByteArray(static_cast<int>(SavedMessages::MaxTextBytes), 'x')),
        Outcome::Done);
    QCOMPARE(
        saved.save(u"bigger"_s, QByteArray(static_cast<int>(SavedMessages::MaxTextBytes) + 1, 'x')),
        Outcome::TextTooLarge);
    for (int i = 1; i < SavedMessages::MaxTotalBytes / SavedMessages::MaxTextBytes; ++i)
        QCOMPARE(saved.save(QString::number(i), saved.text(u"big"_s)), Outcome::Done);
    QCOMPARE(saved.save(u"one more"_s, "x"), Outcome::TotalTooLarge);
    QCOMPARE(saved.save(u"big"_s, "x"), Outcome::Done);
    QCOMPARE(saved.save(u"one more"_s, "x"), Outcome::Done);
    saved.remove(u"1"_s);
    for (qsizetype i = saved.names().size(); i < SavedMessages::MaxCount; ++i)
        QCOMPARE(saved.save(u"small "_s + QString::number(i), "x"), Outcome::Done);
    QCOMPARE(saved.save(u"too many"_s, "x"), Outcome::TooMany);
    QCOMPARE(saved.save(u"big"_s, "y"), Outcome::Done); // Replaces one.
}

void SavedMessagesTest::takesWhatIsValid()
{
    QHash<QString, QByteArray> stored { { u"good"_s, "{}" }, { QString(), "{}" },
        { u" blanks "_s, "{}" }, { QString(SavedMessages::MaxNameLength + 1, u'x'), "{}" },
        { u"large"_s, QByteArray(static_cast<int>(SavedMessages::MaxTextBytes) + 1, 'x') } };
    QCOMPARE(SavedMessages(stored).names(), QStringList { u"good"_s });
    for (int i = 0; i < 2 * SavedMessages::MaxCount; ++i)
        stored.insert(QString::number(i), "{}");
    QCOMPARE(SavedMessages(stored).names().size(), SavedMessages::MaxCount);
}

void SavedMessagesTest::cleansNames_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << u"Get docs"_s << u"Get docs"_s;
    QTest::newRow("blanks") << u"  Get\n docs "_s << u"Get docs"_s;
    QTest::newRow("only blanks") << u"  "_s << QString();
    QTest::newRow("long") << QString(200, u'x') << QString(SavedMessages::MaxNameLength, u'x');
}

void SavedMessagesTest::cleansNames()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, name);
    QCOMPARE(savedName(typed), name);
}

QTEST_GUILESS_MAIN(SavedMessagesTest)
#include "tst_savedmessages.moc"
