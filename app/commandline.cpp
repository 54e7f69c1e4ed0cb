// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commandline.h"

#include "server/api/configcheck.h"
#include "server/api/keyfile.h"
#include "server/api/nearestname.h"
#include "server/api/options.h"
#include "server/api/optionvalues.h"
#include "server/base/logging.h"
#include "server/base/tuning.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QHash>
#include <QtCore/QStandardPaths>
#include <QtCore/QStringDecoder>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString VariablePrefix = u"BROADCASTER_"_s;
const QString LanguageVariable = u"BROADCASTER_LANGUAGE"_s; ///< Not an option: for the window only.

Error usageError(const QString &what)
{
    return { ErrorCode::InvalidArgument, what + u"; see broadcaster --help"_s };
}

Error unknownArgument(const QString &argument)
{
    if (!argument.startsWith(u'-'))
        return usageError(
            u"unknown argument %1: it is neither a command nor a file"_s.arg(argument));
    QStringList names;
    for (const Option &option : optionTable())
        names.append(u"--"_s + QString::fromLatin1(option.name));
    const QString nearest = nearestName(argument.section(u'=', 0, 0), names);
    return usageError(u"unknown argument "_s + argument
        + (nearest.isNull() ? QString() : QString(u", did you mean "_s + nearest + u'?')));
}

QStringList knownVariables()
{
    QStringList names { LanguageVariable };
    for (const Option &option : optionTable()) {
        if (option.hasVariable)
            names.append(environmentName(option));
    }
    return names;
}

/// The option of `--name`, `--name=value` or `-n`; null if there is none.
const Option *optionOf(const QString &argument)
{
    if (argument.startsWith("--"_L1))
        return findOption(argument.section(u'=', 0, 0).sliced(2));
    for (const Option &option : optionTable()) {
        if (option.letter && argument == u'-' + QString(QLatin1Char(option.letter)))
            return &option;
    }
    return nullptr;
}

/// An argument that stands for `--open`. Any other may be a command with a fault in it.
bool isFile(const QString &argument)
{
    return !argument.startsWith(u'-') && QFileInfo(argument).isFile();
}

/// `--name value`, `--name=value`, and `-n` for options that have a letter.
Result<QList<GivenOption>> fromArguments(const QStringList &arguments)
{
    QList<GivenOption> given;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (isFile(argument)) {
            given.append({ findOption(u"open"), argument, argument });
            continue;
        }
        const Option *option = optionOf(argument);
        if (!option)
            return unknownArgument(argument);
        const QString name = QString::fromLatin1(option->name);
        const qsizetype equals = argument.indexOf(u'=');
        if (!option->valueName) {
            if (equals >= 0)
                return usageError(u"--%1 takes no value"_s.arg(name));
            given.append({ option, {}, u"--"_s + name });
            continue;
        }
        // An empty value is an unset variable of the shell: it never means the default.
        const QString value = equals >= 0 ? argument.sliced(equals + 1) : arguments.value(++i);
        if (value.isEmpty())
            return usageError(
                u"--%1 needs a value: %2"_s.arg(name, QString::fromLatin1(option->valueName)));
        given.append({ option, value, u"--"_s + name });
    }
    return given;
}

QList<GivenOption> fromEnvironment(const QProcessEnvironment &environment)
{
    QList<GivenOption> given;
    for (const Option &option : optionTable()) {
        const QString variable = environmentName(option);
        const QString value = option.hasVariable ? environment.value(variable) : QString();
        if (value.isEmpty())
            continue;
        if (!isList(option)) {
            given.append({ &option, value, variable });
            continue;
        }
        for (const QString &part : value.split(u',', Qt::SkipEmptyParts))
            given.append({ &option, part.trimmed(), variable });
    }
    return given;
}

QString defaultDatabase()
{
    // Not AppDataLocation: that needs an application object and adds an organisation.
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + u"/broadcaster/broadcaster.db"_s;
}

Invocation::Mode modeOf(const StartOptions &options)
{
    using Mode = Invocation::Mode;
    return options.printsHelp   ? Mode::Help
        : options.printsVersion ? Mode::Version
        : options.isServer      ? Mode::Server
                                : Mode::Window;
}

/// Sets every given option. Null, or the first fault and its source.
QString setGiven(Invocation &invocation, const QList<GivenOption> &all)
{
    QHash<const Option *, QStringList> values;
    for (const GivenOption &given : all) {
        QStringList &ofOption = values[given.option];
        ofOption.append(given.value);
        if (isList(*given.option) && ofOption.size() > given.option->maximum)
            return u"%1: at most %2"_s.arg(given.source).arg(given.option->maximum);
        if (QString wrong = setOption(invocation, *given.option, ofOption); !wrong.isNull())
            return u"%1: %2"_s.arg(given.source, wrong);
        QString &source = invocation.sources[QString::fromLatin1(given.option->name)];
        if (source.isNull())
            source = given.source; // The first one, of a list.
    }
    return {};
}

} // namespace

Result<QList<GivenOption>> givenOptions(
    const QStringList &arguments, const QProcessEnvironment &environment)
{
    Result<QList<GivenOption>> given = fromArguments(arguments);
    if (given)
        given = withFurther(*given, fromEnvironment(environment));
    return given;
}

Result<QStringList> argumentTexts(int argc, char **argv)
{
    QStringList texts;
    for (int i = 0; i < argc; ++i) {
        // QString::fromUtf8() would drop a U+FEFF at the start, which may be part of a name.
        QStringDecoder decoder(QStringDecoder::Utf8,
            QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
        const QString text = decoder.decode(QByteArrayView(argv[i]));
        if (decoder.hasError() && i > 0)
            return Error { ErrorCode::InvalidArgument,
                u"the argument \"%1\" is not UTF-8"_s.arg(text) };
        texts.append(text);
    }
    return texts;
}

Result<Invocation> makeInvocation(
    const QList<GivenOption> &given, const QProcessEnvironment &environment)
{
    Invocation invocation;
    if (const QString wrong = setGiven(invocation, given); !wrong.isNull())
        return usageError(wrong);
    invocation.mode = modeOf(invocation);

    BrokerConfig &config = invocation.config;
    if (config.database.isEmpty()) {
        config.database = environment.value(u"DATABASE_URL"_s);
        if (!config.database.isEmpty())
            invocation.sources.insert(u"database"_s, u"DATABASE_URL"_s);
    }
    if (config.database.isEmpty())
        config.database = defaultDatabase();
    if (invocation.serviceKeyFile.isNull())
        config.serviceKey = environment.value(u"SUPERATOM_SERVICE_KEY"_s).toUtf8().trimmed();
    if (config.proxyProtocol && invocation.mode == Invocation::Mode::Window)
        return usageError(
            u"--proxy-protocol needs --server: the window's own clients connect to the "
            "port without a proxy"_s);
    if (!invocation.openFile.isNull() && invocation.mode == Invocation::Mode::Server)
        return usageError(u"--open shows a file in the window, and --server has none"_s);
    // Values that are valid alone may not go together.
    if (const auto problem = checkConfig(config))
        return usageError(problem->error.detail);
    const QStringList known = knownVariables();
    for (const QString &name : environment.keys()) {
        if (name.startsWith(VariablePrefix) && !known.contains(name))
            invocation.unknownVariables.append(name);
    }
    return invocation;
}

void warnOfUnknownVariables(const Invocation &invocation)
{
    for (const QString &name : invocation.unknownVariables) {
        const QString nearest = nearestName(name, knownVariables());
        qCWarning(logBroker, "the environment variable %s has no effect%s%s", qUtf8Printable(name),
            nearest.isNull() ? "" : "; the nearest one that has is ", qUtf8Printable(nearest));
    }
}

void applySavedOptions(Invocation &invocation, const SavedOptions &saved)
{
    if (invocation.mode != Invocation::Mode::Window)
        return;
    const Invocation named = invocation;
    for (auto it = saved.begin(); it != saved.end(); ++it) {
        const Option *option = findOption(it.key());
        if (!option || !isSaved(*option) || invocation.sources.contains(it.key()))
            continue;
        Invocation changed = invocation;
        const QString problem = setOption(changed, *option, it.value());
        if (problem.isNull()) {
            invocation = changed;
            invocation.sources.insert(it.key(), SavedSource);
        } else
            qCWarning(logBroker, "the saved value of --%s is left out: %s", option->name,
                qUtf8Printable(problem));
    }
    if (const auto problem = checkConfig(invocation.config)) {
        invocation = named;
        qCWarning(logBroker, "the saved options are left out, they do not go together: %s",
            qUtf8Printable(problem->error.detail));
    }
}

SavedOptions changedOptions(const BrokerConfig &from, const BrokerConfig &to)
{
    StartOptions before;
    before.config = from;
    StartOptions after;
    after.config = to;
    SavedOptions changed;
    for (const Option &option : optionTable()) {
        const QStringList values = optionValues(after, option);
        if (isSaved(option) && optionValues(before, option) != values)
            changed.insert(QString::fromLatin1(option.name), values);
    }
    // The two are one setting: the key of another certificate would not fit.
    if (changed.contains(u"tls-cert"_s) || changed.contains(u"tls-key"_s)) {
        changed[u"tls-cert"_s] = { to.tlsCertificate };
        changed[u"tls-key"_s] = { to.tlsKey };
    }
    return changed;
}

Result<void> checkKeyText(const QByteArray &key, const QString &name)
{
    const bool isOneLine = std::none_of(key.begin(), key.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f;
    });
    if (isOneLine)
        return {};
    return Error { ErrorCode::InvalidArgument,
        u"%1 has a line break or another control character inside: it must be one line"_s.arg(
            name) };
}

Result<QByteArray> readKeyFile(const QString &path, const QString &name)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error { ErrorCode::NotFound,
            u"cannot read the %1 file %2: %3"_s.arg(name, path, file.errorString()) };
    const QByteArray key = file.read(limits::MaxServiceKeyBytes + 1).trimmed();
    if (key.isEmpty() || key.size() > limits::MaxServiceKeyBytes)
        return Error { ErrorCode::NotFound,
            u"the %1 file %2 must hold 1 to %3 bytes"_s.arg(
                name, path, QString::number(limits::MaxServiceKeyBytes)) };
    return key;
}

Result<void> readKeys(Invocation &invocation)
{
    for (const KeyFile &file : KeyFiles) {
        const QString &path = invocation.*file.path;
        if (path.isNull())
            continue;
        const Result<QByteArray> key = readKeyFile(path, QString::fromLatin1(file.words));
        if (!key)
            return key.error();
        invocation.config.*file.secret = *key;
    }
    for (const KeyFile &file : KeyFiles) { // Those from the environment, too.
        const QByteArray &key = (invocation.config.*file.secret).reveal();
        const QString name = u"the "_s + QLatin1StringView(file.words);
        if (const auto checked = checkKeyText(key, name); file.isInHeader && !checked)
            return checked;
    }
    return {};
}

} // namespace broadcaster
