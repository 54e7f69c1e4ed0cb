// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/configfile.h"

#include "server/api/nearestname.h"
#include "server/api/options.h"
#include "server/api/optionvalues.h"
#include "server/base/configlimits.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>
#include <QtCore/QStringDecoder>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The null device stands for an empty file. Others, such as a pipe, might never end.
bool isReadableKind(const struct stat &status)
{
    struct stat null { };
    return S_ISREG(status.st_mode)
        || (S_ISCHR(status.st_mode) && ::stat("/dev/null", &null) == 0
            && null.st_rdev == status.st_rdev);
}

Error unreadable(const QString &path, const QString &why, bool isForbidden)
{
    return { isForbidden ? ErrorCode::NotAllowed : ErrorCode::NotFound,
        u"cannot read the configuration file %1: %2; correct that, or name another by --config"_s
            .arg(path, why) };
}

/// The reader of one file: takes its lines, and notes what is wrong with them.
class Lines {
public:
    Lines(const QString &path, QStringList &faults)
        : m_path(path)
        , m_faults(faults)
    {
    }

    void read(QByteArray bytes)
    {
        if (bytes.startsWith("\xEF\xBB\xBF"))
            bytes.remove(0, 3);
        for (const QByteArray &line : bytes.split('\n')) {
            ++m_line;
            take(line.trimmed());
        }
    }
    [[nodiscard]] const QList<GivenOption> &options() const { return m_options; }

private:
    void take(const QByteArray &line)
    {
        if (line.isEmpty() || line.startsWith('#'))
            return;
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString text = decoder.decode(line);
        if (decoder.hasError() || !isTextOfLine(text))
            return fault(u"the line is not text in UTF-8"_s);
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 0)
            return fault(u"write \"name = value\", and # before a comment"_s);
        set(text.first(equals).trimmed(), text.sliced(equals + 1).trimmed());
    }

    void set(const QString &name, const QString &value)
    {
        const Option *option = findOption(name);
        if (!option)
            return fault(unknown(name));
        if (!isOfFile(*option))
            return fault(u"%1 is for the command line only"_s.arg(name));
        if (value.isEmpty())
            return fault(u"%1 needs a value; remove the line if you want the default"_s.arg(name));
        const int before = m_lines.value(option);
        if (before > 0 && !isList(*option))
            return fault(u"%1 is set in line %2 already"_s.arg(name).arg(before));
        m_lines.insert(option, m_line);
        QStringList &values = m_values[option];
        values.append(value);
        if (isList(*option) && values.size() > option->maximum)
            return fault(u"%1 may stand in %2 lines at most"_s.arg(name).arg(option->maximum));
        StartOptions scratch;
        if (const QString wrong = setOption(scratch, *option, values); !wrong.isNull()) {
            values.removeLast(); // It is not the fault of the next line.
            return fault(u"%1: %2"_s.arg(name, wrong));
        }
        m_options.append({ option, value, u"%1:%2"_s.arg(m_path).arg(m_line) });
    }

    /// Other texts than names may hold a password: a URL whose name was forgotten, for example.
    [[nodiscard]] static QString unknown(const QString &name)
    {
        static const QRegularExpression possible(
            QRegularExpression::anchoredPattern(u"[A-Za-z0-9_-]{1,64}"_s));
        return possible.match(name).hasMatch()
            ? u"unknown option \"%1\""_s.arg(name) + hint(name)
            : u"the line does not begin with the name of an option"_s;
    }

    [[nodiscard]] static QString hint(QString name)
    {
        while (name.startsWith(u'-'))
            name.remove(0, 1);
        QStringList names; // With the dashes, the same names are near as on the command line.
        for (const Option &option : optionTable()) {
            if (isOfFile(option))
                names.append(u"--"_s + QString::fromLatin1(option.name));
        }
        const QString nearest = nearestName(u"--"_s + name.toLower().replace(u'_', u'-'), names);
        return nearest.isNull() ? QString()
                                : QString(u", did you mean "_s + nearest.sliced(2) + u'?');
    }

    void fault(const QString &what)
    {
        if (m_faults.size() < limits::MaxConfigFaults)
            m_faults.append(u"%1:%2: %3"_s.arg(m_path).arg(m_line).arg(what));
    }

    const QString m_path;
    QStringList &m_faults;
    int m_line = 0;
    QHash<const Option *, int> m_lines; ///< The last line that sets the option.
    QHash<const Option *, QStringList> m_values;
    QList<GivenOption> m_options;
};

/// Null: the file is missing and may be.
Result<std::optional<QByteArray>> contents(const QString &path, bool mayBeMissing)
{
    struct stat status { };
    if (::stat(QFile::encodeName(path).constData(), &status) != 0) {
        if (errno == ENOENT && mayBeMissing)
            return std::optional<QByteArray>();
        const int reason = errno;
        return unreadable(path, QString::fromLocal8Bit(std::strerror(reason)), reason == EACCES);
    }
    if (!isReadableKind(status))
        return unreadable(path, u"it is not a file"_s, false);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, file.errorString(),
            file.error() == QFile::PermissionsError || file.error() == QFile::OpenError);
    QByteArray bytes = file.read(limits::MaxConfigFileBytes + 1);
    if (file.error() != QFile::NoError)
        return unreadable(path, file.errorString(), false);
    if (bytes.size() > limits::MaxConfigFileBytes)
        return unreadable(
            path, u"it has more than %1 bytes"_s.arg(limits::MaxConfigFileBytes), false);
    return std::optional(std::move(bytes));
}

/// A folder stands for its files, a file for itself. Where a file is missing, container engines
/// make a folder of its name, which is none of ours.
Result<QStringList> filesOf(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isDir() || path.endsWith(".conf"_L1))
        return QStringList { path };
    if (!info.isReadable() || !info.isExecutable())
        return unreadable(path, u"the folder cannot be read"_s, true);
    QStringList files;
    // Also links that lead nowhere, so that these are told.
    constexpr auto Kinds = QDir::Files | QDir::System | QDir::CaseSensitive;
    for (const QString &name : QDir(path).entryList({ u"*.conf"_s }, Kinds, QDir::Name))
        files.append(QDir(path).filePath(name));
    if (files.size() > limits::MaxConfigFiles)
        return unreadable(
            path, u"the folder has more than %1 files *.conf"_s.arg(limits::MaxConfigFiles), false);
    return files;
}

} // namespace

bool isTextOfLine(QStringView text)
{
    return std::none_of(text.begin(), text.end(),
        [](QChar c) { return c.category() == QChar::Other_Control && c != u'\t'; });
}

ConfigPlaces configPlaces(const QString &named, bool isServer)
{
    if (!named.isNull())
        return { { named } };
    if (isServer)
        return { { u"/etc/broadcaster/broadcaster.conf"_s, u"/etc/broadcaster/conf.d"_s }, true };
    return { { QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
                 + u"/broadcaster/options.conf"_s },
        true };
}

Result<ConfigFiles> readConfigFiles(const ConfigPlaces &places)
{
    ConfigFiles files;
    QStringList faults;
    for (const QString &place : places.paths) {
        const Result<QStringList> paths = filesOf(place);
        if (!paths)
            return paths.error();
        for (const QString &path : *paths) {
            const bool mayBeMissing = places.mayBeMissing && path == place;
            const Result<std::optional<QByteArray>> bytes = contents(path, mayBeMissing);
            if (!bytes)
                return bytes.error();
            if (!*bytes)
                continue;
            Lines lines(path, faults);
            lines.read(**bytes);
            files.options = withFurther(lines.options(), files.options);
            files.paths.append(path);
        }
    }
    if (!faults.isEmpty())
        return Error { ErrorCode::InvalidArgument, faults.join(u'\n') };
    return files;
}

} // namespace broadcaster
