// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/errortext.h"

#include "ui/base/reasontext.h"
#include "ui/base/text.h"
#include "ui/base/translation.h"
#include "ui/filter/filtererrortext.h"
#include "ui/json/jsonerrortext.h"
#include "ui/traffic/captureerrortext.h"

#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <functional>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using TextFunction = std::function<QString(int value)>;
Q_DECLARE_METATYPE(TextFunction)

class ErrorTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyErrorHasWords_data();
    void everyErrorHasWords();
    void takesTheArguments();
    void detailIsForTheLog();
    void argumentsAreNotPlaces();
};

namespace {

constexpr int MostArguments = 4;

/// Arguments that can be recognised in a text.
QStringList someArguments()
{
    QStringList arguments;
    for (int i = 1; i <= MostArguments; ++i)
        arguments.append(u"⟨%1⟩"_s.arg(i));
    return arguments;
}

QString ofCode(int code)
{
    return errorText({ static_cast<ErrorCode>(code), u"the detail"_s });
}

QString ofReason(int reason)
{
    return errorText({ ErrorCode::InvalidArgument, u"the detail"_s,
        static_cast<ErrorReason>(reason), someArguments() });
}

QString ofFilter(int code)
{
    return filterErrorText({ static_cast<FilterError::Code>(code), 0, 0, someArguments() });
}

QString ofCapture(int code)
{
    return captureErrorText({ static_cast<CaptureError::Code>(code), 0, someArguments() });
}

QString ofJson(int reason)
{
    return jsonErrorText({ 0, static_cast<JsonError::Reason>(reason) }, {}) + u'.';
}

QStringList argumentsIn(const QString &text)
{
    QStringList found;
    for (const QString &argument : someArguments()) {
        if (text.contains(argument))
            found.append(argument);
    }
    return found;
}

} // namespace

void ErrorTextTest::everyErrorHasWords_data()
{
    QTest::addColumn<TextFunction>("text");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("count");
    QTest::newRow("codes") << TextFunction(ofCode) << 0 << ErrorCodeCount;
    QTest::newRow("reasons") << TextFunction(ofReason) << 1 << ErrorReasonCount;
    QTest::newRow("filter") << TextFunction(ofFilter) << 0 << FilterError::CodeCount;
    QTest::newRow("capture") << TextFunction(ofCapture) << 0 << CaptureError::CodeCount;
    QTest::newRow("JSON") << TextFunction(ofJson) << 0 << JsonError::ReasonCount;
}

void ErrorTextTest::everyErrorHasWords()
{
    QFETCH(TextFunction, text);
    QFETCH(int, first);
    QFETCH(int, count);
    static const QRegularExpression end(u"[.?;)⟩]\\z"_s);
    for (int value = first; value < count; ++value) {
        const QString english = text(value);
        const Translation translation { QLocale(u"de_DE"_s) };
        const QString german = text(value);
        const QByteArray context = QByteArray::number(value) + ": " + english.toUtf8();
        QVERIFY2(end.match(english).hasMatch(), context.constData());
        QVERIFY2(end.match(german).hasMatch(), context.constData());
        QVERIFY2(german != english, context.constData());
        QVERIFY2(argumentsIn(german) == argumentsIn(english), context.constData());
        static const QRegularExpression place(u"%[1-9](?![0-9A-F])"_s);
        QVERIFY2(!place.match(english).hasMatch(), context.constData());
    }
}

void ErrorTextTest::takesTheArguments()
{
    const Error inUse { ErrorCode::AddressInUse, {}, ErrorReason::PortInUse, { u"[::1]:80"_s } };
    QVERIFY(errorText(inUse).startsWith(u"[::1]:80 is in use"_s));
    const Translation translation { QLocale(u"de_DE"_s) };
    QVERIFY(errorText(inUse).startsWith(u"[::1]:80 wird schon"_s));
}

void ErrorTextTest::detailIsForTheLog()
{
    for (int code = 0; code < ErrorCodeCount; ++code)
        QVERIFY(!ofCode(code).contains(u"the detail"_s));
    for (int reason = 1; reason < ErrorReasonCount; ++reason)
        QVERIFY(!ofReason(reason).contains(u"the detail"_s));
}

void ErrorTextTest::argumentsAreNotPlaces()
{
    QCOMPARE(filledIn(u"%2 of %1, 5 % or %"_s, { u"%2"_s, u"b"_s }), u"b of %2, 5 % or %"_s);
    QCOMPARE(filledIn(u"a %1 b"_s, {}), u"a  b"_s);
    QVERIFY(reasonPattern(ErrorReason::None).isEmpty());
}

QTEST_MAIN(ErrorTextTest)
#include "tst_errortext.moc"
