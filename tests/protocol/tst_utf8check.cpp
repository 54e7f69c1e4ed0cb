// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/utf8check.h"

#include <QtTest/QtTest>

using namespace broadcaster;

class Utf8CheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesWhateverTheSplit_data();
    void takesWhateverTheSplit();
    void refusesTheFirstBadByte_data();
    void refusesTheFirstBadByte();
    void agreesWithTheTable();
};

namespace {

std::string_view view(const QByteArray &bytes)
{
    return { bytes.constData(), static_cast<std::size_t>(bytes.size()) };
}

/// The number of bytes taken, one after the other, before one is refused.
qsizetype takenByBytes(const QByteArray &bytes)
{
    Utf8Check check;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (!check.take(view(bytes.sliced(i, 1))))
            return i;
    }
    return bytes.size();
}

/// The same by the table of well-formed sequences (RFC 3629 4).
bool isWellFormed(const QByteArray &character)
{
    static const QList<QByteArray> table { "00 7f", "c2 df 80 bf", "e0 e0 a0 bf 80 bf",
        "e1 ec 80 bf 80 bf", "ed ed 80 9f 80 bf", "ee ef 80 bf 80 bf", "f0 f0 90 bf 80 bf 80 bf",
        "f1 f3 80 bf 80 bf 80 bf", "f4 f4 80 8f 80 bf 80 bf" };
    return std::any_of(table.begin(), table.end(), [&](const QByteArray &row) {
        const QByteArray bounds = QByteArray::fromHex(row);
        if (bounds.size() != 2 * character.size())
            return false;
        for (qsizetype i = 0; i < character.size(); ++i) {
            const auto byte = static_cast<quint8>(character[i]);
            if (byte < static_cast<quint8>(bounds[2 * i])
                || byte > static_cast<quint8>(bounds[2 * i + 1]))
                return false;
        }
        return true;
    });
}

} // namespace

void Utf8CheckTest::takesWhateverTheSplit_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("ASCII") << QByteArray(200, 'a');
    QTest::newRow("bounds") << QByteArray("\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80"
                                          "\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf");
    QTest::newRow("mixed") << QByteArray("a \xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 b").repeated(9);
}

void Utf8CheckTest::takesWhateverTheSplit()
{
    QFETCH(const QByteArray, text);
    for (qsizetype first = 0; first <= text.size(); ++first) {
        Utf8Check check;
        QVERIFY(check.take(view(text.first(first))));
        QVERIFY(check.take(view(text.sliced(first))));
        QVERIFY(check.isComplete());
    }
    QCOMPARE(takenByBytes(text), text.size());
}

void Utf8CheckTest::refusesTheFirstBadByte_data()
{
    QTest::addColumn<QByteArray>("bad"); // Refused with its last byte, not earlier.
    for (const char *hex : { "80", "bf", "c0", "c1", "f5", "ff", "c220", "c2c2", "e080", "e09f",
             "eda0", "edbf", "e18020", "f080", "f08f", "f490", "f1808020", "f18080c2", "fe" })
        QTest::newRow(hex) << QByteArray::fromHex(hex);
}

void Utf8CheckTest::refusesTheFirstBadByte()
{
    QFETCH(const QByteArray, bad);
    for (const qsizetype before : { 0, 1, 63, 64, 100 }) {
        const QByteArray text = QByteArray(before, 'a') + bad;
        QCOMPARE(takenByBytes(text), text.size() - 1);
        for (qsizetype first = 0; first < text.size(); ++first) {
            Utf8Check check;
            QVERIFY(check.take(view(text.first(first))));
            QVERIFY(!check.take(view(text.sliced(first) + "more")));
        }
    }
}

void Utf8CheckTest::agreesWithTheTable()
{
    // Every lead with every second byte, and bytes around the bounds behind them.
    const QByteArray around = QByteArray::fromHex("007f808f909fa0bfc0ff");
    for (int lead = 0; lead < 256; ++lead) {
        for (int second = 0; second < 256; ++second) {
            const qsizetype size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            for (const char last : around) {
                QByteArray character(size, '\x80');
                character[0] = static_cast<char>(lead);
                if (size > 1)
                    character[1] = static_cast<char>(second);
                if (size > 2)
                    character[size - 1] = last;
                Utf8Check check;
                QCOMPARE(
                    check.take(view(character)) && check.isComplete(), isWellFormed(character));
                QCOMPARE(takenByBytes(character) == size, isWellFormed(character));
            }
        }
    }
}

QTEST_GUILESS_MAIN(Utf8CheckTest)
#include "tst_utf8check.moc"
