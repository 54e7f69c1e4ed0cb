// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/permessagedeflate.h"

#include <QtTest/QtTest>

using namespace broadcaster;

/// Offers of compression and their answers (RFC 7692 7.1).
class PerMessageDeflateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void declines_data();
    void declines();
};

namespace {

const QByteArray Basic
    = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

} // namespace

void PerMessageDeflateTest::accepts_data()
{
    QTest::addColumn<QByteArray>("offers");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("compression");
    const auto row = [](const char *name, const char *offers, const QByteArray &answer = Basic,
                         Compression compression = Compression::FullWindow) {
        QTest::newRow(name) << QByteArray(offers) << answer << static_cast<int>(compression);
    };
    const auto small = Compression::SmallWindow;
    row("plain", "permessage-deflate");
    row("as browsers and ws", "permessage-deflate; client_max_window_bits");
    row("as websockets", "permessage-deflate; server_max_window_bits=12; client_max_window_bits=12",
        Basic + "; server_max_window_bits=12", small);
    row("no takeover",
        "permessage-deflate; client_no_context_takeover; server_no_context_takeover");
    row("blanks and case", "\t Permessage-Deflate ;  Server_No_Context_Takeover ");
    row("quoted", "permessage-deflate; server_max_window_bits=\"15\"",
        Basic + "; server_max_window_bits=15");
    row("the least window", "permessage-deflate;server_max_window_bits=9",
        Basic + "; server_max_window_bits=9", small);
    row("client's window of 8", "permessage-deflate; client_max_window_bits=8");
    row("behind another extension", "x-webkit-deflate-frame, permessage-deflate");
    row("the second offer",
        "permessage-deflate; server_max_window_bits=8, permessage-deflate; "
        "server_max_window_bits=10",
        Basic + "; server_max_window_bits=10", small);
    row("the first of two", "permessage-deflate, permessage-deflate; server_max_window_bits=9");
}

void PerMessageDeflateTest::accepts()
{
    QFETCH(QByteArray, offers);
    const std::optional<DeflateAnswer> answer = acceptDeflate(offers);
    QVERIFY(answer);
    QTEST(answer->header, "answer");
    QTEST(static_cast<int>(answer->compression), "compression");
}

void PerMessageDeflateTest::declines_data()
{
    QTest::addColumn<QByteArray>("offers");
    const auto row = [](const QByteArray &offers) { QTest::newRow(offers.constData()) << offers; };
    row("");
    row("permessage-bzip2");
    row("permessage-deflate-more");
    row("permessage-deflate; level=9");
    row("permessage-deflate;");
    row("permessage-deflate; server_no_context_takeover=1");
    row("permessage-deflate; client_no_context_takeover=");
    row("permessage-deflate; server_no_context_takeover; server_no_context_takeover");
    row("permessage-deflate; client_max_window_bits; client_max_window_bits=9");
    row("permessage-deflate; server_max_window_bits=9; server_max_window_bits=9");
    for (const char *bits : { "8", "7", "16", "09", "+9", "", "x", "\"\"", "99999999999999999999" })
        row(QByteArray("permessage-deflate; server_max_window_bits=") + bits);
    row("permessage-deflate; server_max_window_bits");
    for (const char *bits : { "7", "16", "08", "", "y" })
        row(QByteArray("permessage-deflate; client_max_window_bits=") + bits);
}

void PerMessageDeflateTest::declines()
{
    const QByteArray offers(QTest::currentDataTag());
    QVERIFY(!acceptDeflate(offers));
}

QTEST_GUILESS_MAIN(PerMessageDeflateTest)
#include "tst_permessagedeflate.moc"
