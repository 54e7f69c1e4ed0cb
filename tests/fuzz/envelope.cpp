// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// A message: judged like plain parsers judge it, and changed in `from` alone.

#include "server/protocol/envelope.h"
#include "server/base/tuning.h"
#include "server/protocol/utf8check.h"
#include "tests/fuzz/check.h"
#include "tests/protocol/jsonreference.h"
#include "tests/protocol/paddedscan.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view Stamp = R"({"type":"runtime","id":"ME")";

void checkVerdict(const QByteArray &text, ScanResult result)
{
    Utf8Check utf8;
    const bool isUtf8 = utf8.take(view(text)) && utf8.isComplete();
    check((result == ScanResult::InvalidUtf8) == !isUtf8, "UTF-8 is told from what is none");
    if (!isUtf8)
        return;
    const bool isObject = JsonReference::isObject(view(text), limits::MaxJsonDepth);
    check((result == ScanResult::InvalidJson) == !isObject, "JSON is told from what is none");
}

/// Bytes outside `from` are unchanged.
void checkSplice(const QByteArray &text, const Envelope &envelope, const QByteArray &stamped)
{
    const qsizetype before = envelope.fromValue.empty()
        ? envelope.insertAt
        : static_cast<qsizetype>(envelope.fromValue.data() - envelope.bytes.data());
    const qsizetype behind = text.size() - before
        - static_cast<qsizetype>(envelope.fromValue.size());
    check(before + behind <= stamped.size(), "nothing but from is cut");
    check(stamped.first(before) == text.first(before), "what is before from is as it was");
    check(stamped.last(behind) == text.last(behind), "what is behind from is as it was");
}

/// Another parser sees the same values. Escapes can make text that has no UTF-8: those are left
/// out.
void checkMeaning(const QByteArray &text, const Envelope &envelope, const QByteArray &stamped)
{
    QJsonParseError error {};
    QJsonObject before = QJsonDocument::fromJson(text, &error).object();
    if (error.error != QJsonParseError::NoError || text.contains("\\u"))
        return;
    QJsonObject after = QJsonDocument::fromJson(stamped, &error).object();
    check(error.error == QJsonParseError::NoError, "what is stamped is JSON");
    const QJsonObject from = after.take(u"from"_s).toObject();
    check(from.value(u"type"_s) == u"runtime"_s && from.value(u"id"_s) == u"ME"_s,
        "from is the sender");
    QJsonObject claimed = before.take(u"from"_s).toObject();
    claimed.insert(u"type"_s, u"runtime"_s);
    claimed.insert(u"id"_s, u"ME"_s);
    check(from == claimed, "what else is in from stays");
    check(before == after, "the other members are what they were");

    const QJsonObject to = before.value(u"to"_s).toObject();
    check(to.value(u"id"_s).toString().toUtf8() == toBytes(envelope.toId), "to.id is found");
    check(to.value(u"type"_s).toString().toUtf8() == toBytes(envelope.toType), "to.type is found");
    check((before.value(u"type"_s) == u"PING"_s) == envelope.isPing, "PING is told");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static EnvelopeScanner scanner;
    const QByteArray text = inputBytes(data, size);
    const PaddedMessage message(text);
    Envelope envelope;
    const ScanResult result = scanner.scan(message.view(), envelope);
    checkVerdict(text, result);
    if (result != ScanResult::Ok)
        return 0;

    QByteArray stamped;
    appendStamped(stamped, envelope, Stamp);
    check(stamped.size() == stampedSize(envelope, Stamp), "its size is known before");
    if (!envelope.type.empty()) {
        const qsizetype at = stampedTypeOffset(envelope, Stamp);
        check(
            stamped.mid(at, static_cast<qsizetype>(envelope.type.size())) == toBytes(envelope.type),
            "type is found where it is");
    }
    checkSplice(text, envelope, stamped);
    checkMeaning(text, envelope, stamped);

    const PaddedMessage again(stamped);
    check(scanner.scan(again.view(), envelope) == ScanResult::Ok, "what is stamped is an envelope");
    QByteArray twice;
    appendStamped(twice, envelope, Stamp);
    check(twice == stamped, "stamping again changes nothing");
    return 0;
}
