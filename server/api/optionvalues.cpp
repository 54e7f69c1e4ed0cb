// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/optionvalues.h"

#include <algorithm>
#include <type_traits>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using std::chrono::seconds;

template <typename T>
constexpr bool IsNumber
    = std::is_same_v<T,
          quint16> || std::is_same_v<T, int> || std::is_same_v<T, qsizetype> || std::is_same_v<T, seconds>;

template <typename T>
qint64 toNumber(const T &value)
{
    if constexpr (std::is_same_v<T, seconds>)
        return value.count();
    else
        return value;
}

/// An enumeration whose values are the choices of the option, in their order.
template <typename T>
constexpr bool IsChoice = std::is_enum_v<T>;

bool isWithin(const Option &option, qint64 number)
{
    return number >= option.minimum && number <= option.maximum;
}

// Setting a value: null, or the fault of the text

template <typename T>
requires IsNumber<T> QString set(T &target, const Option &option, const QString &text)
{
    const std::optional<qint64> number = parseQuantity(text, option.unit);
    if (number && isWithin(option, *number)) {
        target = static_cast<T>(*number);
        return {};
    }
    const QString least = QString::number(option.minimum);
    const QString most = QString::number(option.maximum);
    switch (option.unit) {
    case Unit::Bytes:
        return u"\"%1\" must be %2 to %3 bytes, such as 65536, 64KiB or 16MiB"_s.arg(
            text, least, most);
    case Unit::Seconds:
        return u"\"%1\" must be a whole number from %2 to %3 (seconds)"_s.arg(text, least, most);
    case Unit::Count:
    case Unit::Port:
        break;
    }
    return u"\"%1\" must be a whole number from %2 to %3"_s.arg(text, least, most);
}

/// `a, b or c`
QString alternatives(QStringList choices)
{
    const QString last = choices.takeLast();
    return choices.isEmpty() ? last : choices.join(u", "_s) + u" or "_s + last;
}

/// The text as an error may name it.
QString named(const QString &text, const Option &option)
{
    return option.isSecret ? u"the value"_s : u"\"%1\""_s.arg(text);
}

/// A text that is not empty has the form of its option.
bool hasForm(const QString &text, const Option &option)
{
    return text.isEmpty() || !option.normal || option.normal(text) == text;
}

/// In the environment and in files `1` and `true` switch on, `0` and `false` switch off.
QString set(bool &target, const Option &, const QString &text)
{
    const bool isOff = text == "0"_L1 || text == "false"_L1;
    if (!isOff && !text.isEmpty() && text != "1"_L1 && text != "true"_L1)
        return u"\"%1\" must be true or false"_s.arg(text);
    target = !isOff;
    return {};
}

QString set(QString &target, const Option &option, const QString &text)
{
    if (option.choices && !optionChoices(option).contains(text))
        return u"\"%1\" must be %2"_s.arg(text, alternatives(optionChoices(option)));
    if (!hasForm(text, option))
        return u"%1 must be %2"_s.arg(named(text, option), QString::fromLatin1(option.form));
    target = text;
    return {};
}

template <typename T>
requires IsChoice<T> QString set(T &target, const Option &option, const QString &text)
{
    QString name;
    QString problem = set(name, option, text);
    if (problem.isNull())
        target = static_cast<T>(optionChoices(option).indexOf(name));
    return problem;
}

QString set(QStringList &target, const Option &option, const QString &text)
{
    const QString entry = option.normal(text);
    if (entry.isNull())
        return u"%1 must be %2"_s.arg(named(text, option), QString::fromLatin1(option.form));
    if (!target.contains(entry))
        target.append(entry);
    return target.size() > option.maximum ? u"at most %1"_s.arg(option.maximum) : QString();
}

// Getting

template <typename T>
requires IsNumber<T> QStringList values(const T &value, const Option &)
{
    return { QString::number(toNumber(value)) };
}

QStringList values(bool value, const Option &)
{
    return { value ? u"1"_s : u"0"_s };
}

QStringList values(const QString &value, const Option &)
{
    return { value };
}

template <typename T>
requires IsChoice<T> QStringList values(T value, const Option &option)
{
    return { optionChoices(option).value(static_cast<int>(value)) };
}

QStringList values(const QStringList &value, const Option &)
{
    return value;
}

// Checking

Error fault(
    const Option &option, ErrorReason reason, const QString &detail, const QStringList &arguments)
{
    const QString name = u"--"_s + QString::fromLatin1(option.name);
    return { ErrorCode::InvalidArgument, name + u": "_s + detail, reason,
        QStringList { name } + arguments };
}

std::optional<Error> problem(bool, const Option &)
{
    return std::nullopt;
}

template <typename T>
requires IsChoice<T> std::optional<Error> problem(T, const Option &)
{
    return std::nullopt;
}

template <typename T>
requires IsNumber<T> std::optional<Error> problem(const T &value, const Option &option)
{
    if (isWithin(option, toNumber(value)))
        return std::nullopt;
    const QStringList arguments { QString::number(toNumber(value)), QString::number(option.minimum),
        QString::number(option.maximum) };
    const QString detail = u"%1 must be %2 to %3"_s.arg(arguments[0], arguments[1], arguments[2]);
    switch (option.unit) {
    case Unit::Bytes:
        return fault(option, ErrorReason::OptionBytesOutOfBounds, detail + u" bytes"_s, arguments);
    case Unit::Seconds:
        return fault(
            option, ErrorReason::OptionSecondsOutOfBounds, detail + u" seconds"_s, arguments);
    case Unit::Count:
    case Unit::Port:
        break;
    }
    return fault(option, ErrorReason::OptionOutOfBounds, detail, arguments);
}

std::optional<Error> problem(const QString &value, const Option &option)
{
    if (!hasForm(value, option))
        return fault(option, option.reason,
            u"%1 must be %2"_s.arg(named(value, option), QString::fromLatin1(option.form)),
            { value });
    if (value.size() >= option.minimum)
        return std::nullopt;
    return fault(option, option.reason, u"give "_s + QString::fromLatin1(option.form), { value });
}

std::optional<Error> problem(const QStringList &value, const Option &option)
{
    const QString form = QString::fromLatin1(option.form);
    if (value.size() < option.minimum)
        return fault(option, ErrorReason::OptionMissing, u"give "_s + form, {});
    if (value.size() > option.maximum)
        return fault(option, ErrorReason::OptionTooMany, u"at most %1"_s.arg(option.maximum),
            { QString::number(option.maximum) });
    for (const QString &entry : value) {
        if (entry.isEmpty() || option.normal(entry) != entry)
            return fault(option, option.reason, u"%1 must be %2"_s.arg(named(entry, option), form),
                option.isSecret ? QStringList() : QStringList { entry });
    }
    return std::nullopt;
}

// Members

template <typename T>
auto &memberOf(auto &options, T StartOptions::*member)
{
    return options.*member;
}

template <typename T>
auto &memberOf(auto &options, T BrokerConfig::*member)
{
    return options.config.*member;
}

template <typename T>
constexpr bool IsOfBroker = false;
template <typename T>
constexpr bool IsOfBroker<T BrokerConfig::*> = true;

template <typename M>
constexpr bool IsNumberOfBroker = false;
template <typename T>
constexpr bool IsNumberOfBroker<T BrokerConfig::*> = IsNumber<T>;

bool differs(const BrokerConfig &from, const BrokerConfig &to, const Option &option)
{
    const auto differ = [&](auto member) {
        if constexpr (IsOfBroker<decltype(member)>)
            return from.*member != to.*member;
        return false;
    };
    return std::visit(differ, option.member);
}

} // namespace

const Option *findOption(QStringView name)
{
    const auto table = optionTable();
    const auto found = std::find_if(table.begin(), table.end(),
        [&](const Option &option) { return name == QLatin1StringView(option.name); });
    return found == table.end() ? nullptr : &*found;
}

QStringList optionChoices(const Option &option)
{
    return QString::fromLatin1(option.choices).split(u' ', Qt::SkipEmptyParts);
}

bool isList(const Option &option)
{
    return std::holds_alternative<QStringList BrokerConfig::*>(option.member);
}

bool isSaved(const Option &option)
{
    return option.label && !option.isSecret;
}

bool isOfFile(const Option &option)
{
    return option.topic != OptionTopic::Program;
}

QString environmentName(const Option &option)
{
    return u"BROADCASTER_"_s + QString::fromLatin1(option.name).toUpper().replace(u'-', u'_');
}

bool isOfBroker(const Option &option)
{
    return std::visit([](auto member) { return IsOfBroker<decltype(member)>; }, option.member);
}

QString setOption(StartOptions &options, const Option &option, const QStringList &values)
{
    const auto setAll = [&](auto member) {
        auto &target = memberOf(options, member);
        if constexpr (std::is_same_v<decltype(target), QStringList &>)
            target.clear();
        for (const QString &value : values) {
            if (QString wrong = set(target, option, value); !wrong.isNull())
                return wrong;
        }
        return QString();
    };
    return std::visit(setAll, option.member);
}

QStringList optionValues(const StartOptions &options, const Option &option)
{
    return std::visit(
        [&](auto member) { return values(memberOf(options, member), option); }, option.member);
}

std::optional<Error> optionProblem(const BrokerConfig &config, const Option &option)
{
    const auto check = [&](auto member) -> std::optional<Error> {
        if constexpr (IsOfBroker<decltype(member)>)
            return problem(config.*member, option);
        return std::nullopt;
    };
    return std::visit(check, option.member);
}

std::optional<qint64> optionNumber(const BrokerConfig &config, const Option &option)
{
    const auto get = [&](auto member) -> std::optional<qint64> {
        if constexpr (IsNumberOfBroker<decltype(member)>)
            return toNumber(config.*member);
        return std::nullopt;
    };
    return std::visit(get, option.member);
}

int changeCount(const BrokerConfig &from, const BrokerConfig &to)
{
    return static_cast<int>(std::ranges::count_if(
        optionTable(), [&](const Option &option) { return differs(from, to, option); }));
}

OptionEffect effectOfChange(const BrokerConfig &from, const BrokerConfig &to)
{
    OptionEffect strongest = OptionEffect::AtOnce;
    for (const Option &option : optionTable()) {
        if (differs(from, to, option))
            strongest = std::max(strongest, option.effect);
    }
    return strongest;
}

} // namespace broadcaster
