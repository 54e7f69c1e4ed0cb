// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/databaselocation.h"

#include "server/api/ipaddress.h"
#include "server/api/optionvalues.h"
#include "server/api/webaddress.h"
#include "server/base/storelimits.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

#include <algorithm>
#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Location = DatabaseLocation;

// Parameters of libpq that make sense for a broker. Not among them: those that read other files
// with passwords or services, and those that change properties the broker relies on
// (client_encoding).
constexpr std::array ForwardedOptions {
    "sslmode"_L1,
    "sslrootcert"_L1,
    "sslcert"_L1,
    "sslkey"_L1,
    "sslpassword"_L1,
    "sslcrl"_L1,
    "sslcrldir"_L1,
    "sslsni"_L1,
    "ssl_min_protocol_version"_L1,
    "ssl_max_protocol_version"_L1,
    "channel_binding"_L1,
    "connect_timeout"_L1,
    "application_name"_L1,
    "fallback_application_name"_L1,
    "options"_L1,
    "target_session_attrs"_L1,
    "gssencmode"_L1,
    "keepalives"_L1,
    "keepalives_idle"_L1,
    "keepalives_interval"_L1,
    "keepalives_count"_L1,
    "tcp_user_timeout"_L1,
    "hostaddr"_L1,
};

/// The values that libpq takes for an option that is a choice or a number. libpq refuses others
/// when it connects, with an error that looks like that of an unreachable server.
struct Choice {
    QLatin1StringView option;
    const char *values; ///< A regular expression.
};
constexpr std::array Choices {
    Choice { "sslmode"_L1, "disable|allow|prefer|require|verify-ca|verify-full" },
    Choice { "channel_binding"_L1, "disable|prefer|require" },
    Choice { "gssencmode"_L1, "disable|prefer|require" },
    Choice { "target_session_attrs"_L1, "any|read-write|read-only|primary|standby|prefer-standby" },
    Choice { "ssl_min_protocol_version"_L1, "TLSv1|TLSv1\\.[123]" },
    Choice { "ssl_max_protocol_version"_L1, "TLSv1|TLSv1\\.[123]" },
    Choice { "sslsni"_L1, "[01]" },
    Choice { "keepalives"_L1, "[01]" },
    Choice { "connect_timeout"_L1, "[0-9]{1,6}" },
    Choice { "keepalives_idle"_L1, "[0-9]{1,6}" },
    Choice { "keepalives_interval"_L1, "[0-9]{1,6}" },
    Choice { "keepalives_count"_L1, "[0-9]{1,6}" },
    Choice { "tcp_user_timeout"_L1, "[0-9]{1,9}" },
};

bool isChoice(const QString &option, const QString &value)
{
    if (option == "hostaddr"_L1)
        return value.isEmpty() || IpAddress::parse(value);
    const auto choice = std::ranges::find(Choices, option, &Choice::option);
    return choice == Choices.end()
        || QRegularExpression(
            QRegularExpression::anchoredPattern(QLatin1StringView(choice->values)))
               .match(value)
               .hasMatch();
}

/// Files of trusted certificates: Debian and derivatives, Fedora, openSUSE, BSD.
constexpr std::array CertificateFiles { "/etc/ssl/certs/ca-certificates.crt"_L1,
    "/etc/pki/tls/certs/ca-bundle.crt"_L1, "/etc/ssl/ca-bundle.pem"_L1, "/etc/ssl/cert.pem"_L1 };

/// Null: the system has no such file, or libpq finds the user's own file by itself.
QString systemCertificates()
{
    if (QFile::exists(QDir::home().filePath(u".postgresql/root.crt"_s)))
        return {};
    for (const QLatin1StringView file : CertificateFiles) {
        if (QFile::exists(file))
            return file;
    }
    return {};
}

// A message must not quote the text: the fault may be a password that was cut in two.
Error invalid(const QString &what, ErrorReason reason, const QStringList &arguments = {})
{
    return Error { ErrorCode::InvalidArgument,
        "The database URL is not valid: "_L1 % what
            % "; it has the form postgresql://user:password@host:port/database?option=value, "
              "with special characters percent-encoded."_L1,
        reason, arguments };
}

Result<QString> decode(QStringView encoded)
{
    static const QRegularExpression stray(u"%(?![0-9A-Fa-f]{2})"_s);
    if (stray.match(encoded.toString()).hasMatch())
        return invalid(
            u"a '%' is not followed by two hexadecimal digits"_s, ErrorReason::DatabaseUrlPercent);
    const QByteArray bytes = QByteArray::fromPercentEncoding(encoded.toUtf8());
    const QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() != bytes)
        return invalid(u"a percent-encoded part is not UTF-8"_s, ErrorReason::DatabaseUrlNotUtf8);
    if (text.contains(QChar::Null))
        return invalid(u"a part contains the character U+0000"_s, ErrorReason::DatabaseUrlNull);
    return text;
}

Result<void> decodeInto(QString &field, QStringView encoded)
{
    Result<QString> text = decode(encoded);
    if (!text)
        return text.error();
    field = *std::move(text);
    return {};
}

Result<void> readPort(Location &location, QStringView text)
{
    const quint16 port = parsePort(text).value_or(0);
    if (port == 0)
        return invalid(u"the port is not a number from 1 to 65535"_s, ErrorReason::DatabaseUrlPort);
    location.port = port;
    return {};
}

Result<void> readUser(Location &location, QStringView text)
{
    const qsizetype colon = text.indexOf(u':');
    if (Result<void> user = decodeInto(location.user, text.first(colon < 0 ? text.size() : colon));
        !user)
        return user;
    return colon < 0 ? Result<void>() : decodeInto(location.password, text.sliced(colon + 1));
}

Result<void> readHost(Location &location, QStringView text)
{
    if (text.contains(u','))
        return invalid(
            u"it names several hosts, and only one is supported"_s, ErrorReason::DatabaseUrlHosts);
    QStringView port;
    const bool isBracketed = text.startsWith(u'[');
    if (isBracketed) {
        const qsizetype bracket = text.indexOf(u']');
        if (bracket < 2)
            return invalid(
                u"the IPv6 address does not end with ']'"_s, ErrorReason::DatabaseUrlBracket);
        const QStringView rest = text.sliced(bracket + 1);
        if (!rest.isEmpty() && !rest.startsWith(u':'))
            return invalid(
                u"there is something between ']' and the port"_s, ErrorReason::DatabaseUrlBracket);
        port = rest.isEmpty() ? rest : rest.sliced(1);
        text = text.sliced(1, bracket - 1);
    } else if (const qsizetype colon = text.indexOf(u':'); colon >= 0) {
        port = text.sliced(colon + 1);
        text = text.first(colon);
    }
    if (Result<void> host = decodeInto(location.host, text); !host)
        return host;
    if (isBracketed && !(location.host.contains(u':') && IpAddress::parse(location.host)))
        return invalid(
            u"there is no IPv6 address in the brackets"_s, ErrorReason::DatabaseUrlBracket);
    return port.isEmpty() ? Result<void>() : readPort(location, port);
}

Result<void> setOption(Location &location, const QString &name, const QString &value)
{
    if (name == "host"_L1)
        location.host = value;
    else if (name == "port"_L1)
        return readPort(location, value);
    else if (name == "user"_L1)
        location.user = value;
    else if (name == "password"_L1)
        location.password = value;
    else if (name == "dbname"_L1)
        location.database = value;
    else if (std::ranges::find(ForwardedOptions, name) == ForwardedOptions.end())
        return invalid("the option '"_L1 % name % "' is not known"_L1,
            ErrorReason::DatabaseUrlUnknownOption, { name });
    else if (!isChoice(name, value))
        return invalid("the value of '"_L1 % name % "' is none that it may have"_L1,
            ErrorReason::DatabaseUrlValue, { name });
    else
        location.options.insert(name, value);
    return {};
}

Result<void> readOption(Location &location, QStringView text)
{
    static const QRegularExpression plainName(u"\\A[A-Za-z_]{1,40}\\z"_s);
    const qsizetype equals = text.indexOf(u'=');
    const QString name = text.first(std::max<qsizetype>(equals, 0)).toString();
    if (!plainName.match(name).hasMatch())
        return invalid(
            u"an option does not have the form name=value"_s, ErrorReason::DatabaseUrlOption);
    const Result<QString> value = decode(text.sliced(equals + 1));
    if (!value)
        return value.error();
    return setOption(location, name, *value);
}

Result<Location> parseUrl(QStringView text)
{
    Location location;
    location.engine = Location::Engine::Postgres;
    const qsizetype question = text.indexOf(u'?');
    const QStringView query = question < 0 ? QStringView() : text.sliced(question + 1);
    QStringView authority = question < 0 ? text : text.first(question);
    QStringView path;
    if (const qsizetype slash = authority.indexOf(u'/'); slash >= 0) {
        path = authority.sliced(slash + 1);
        authority = authority.first(slash);
    }
    if (path.contains(u'@') || query.contains(u'@'))
        return invalid(u"an '@' comes after a '/' or '?'"_s, ErrorReason::DatabaseUrlAt);
    if (const qsizetype at = authority.lastIndexOf(u'@'); at >= 0) {
        if (Result<void> user = readUser(location, authority.first(at)); !user)
            return user.error();
        authority = authority.sliced(at + 1);
    }
    if (Result<void> host = readHost(location, authority); !host)
        return host.error();
    if (Result<void> database = decodeInto(location.database, path); !database)
        return database.error();
    for (const QStringView option : query.split(u'&', Qt::SkipEmptyParts)) {
        if (Result<void> read = readOption(location, option); !read)
            return read.error();
    }
    return location;
}

Result<Location> parsePath(const QString &text)
{
    const auto refuse = [](const QString &why, ErrorReason reason) {
        return Error { ErrorCode::InvalidArgument, "The database path "_L1 % why, reason };
    };
    if (text.trimmed().isEmpty())
        return refuse(u"is empty; give the path of a file or a postgresql:// URL."_s,
            ErrorReason::DatabasePathEmpty);
    if (text.contains(QChar::Null))
        return refuse(u"contains the character U+0000."_s, ErrorReason::DatabasePathNull);
    if (text == ":memory:"_L1)
        return refuse(u"is ':memory:', which would lose every key; give the path of a file."_s,
            ErrorReason::DatabaseInMemory);
    Location location;
    location.filePath = QDir::cleanPath(QDir::current().absoluteFilePath(text));
    return location;
}

} // namespace

Result<Location> Location::parse(const QString &text)
{
    static const QRegularExpression scheme(u"\\A([A-Za-z][A-Za-z0-9+.-]*)://"_s);
    const QRegularExpressionMatch match = scheme.match(text);
    if (!match.hasMatch())
        return parsePath(text);
    const QString name = match.captured(1).toLower();
    if (name != "postgresql"_L1 && name != "postgres"_L1)
        return Error { ErrorCode::InvalidArgument,
            "The database URL begins with '"_L1 % name
                % "://', which is not supported; give the path of a SQLite file or a "
                  "postgresql:// URL."_L1,
            ErrorReason::DatabaseScheme, { name } };
    return parseUrl(QStringView(text).sliced(match.capturedLength()));
}

QString Location::describe() const
{
    if (engine == Engine::Sqlite) {
        static const QRegularExpression control(u"[\\x00-\\x1f\\x7f-\\x9f]"_s);
        return QString(filePath).replace(control, u"?"_s);
    }
    const auto encoded = [](const QString &text) {
        return QString::fromLatin1(QUrl::toPercentEncoding(text));
    };
    QString shown = u"postgresql://"_s;
    if (!user.isEmpty())
        shown += encoded(user) % u'@';
    if (host.contains(u':'))
        shown += u'[' % QString::fromLatin1(QUrl::toPercentEncoding(host, ":"_ba)) % u']';
    else
        shown += encoded(host);
    if (port != 0)
        shown += u':' % QString::number(port);
    return shown % u'/' % encoded(database);
}

std::chrono::milliseconds Location::connectTimeout() const
{
    const int seconds = options.value(u"connect_timeout"_s).toInt();
    return seconds > 0 ? std::chrono::seconds(seconds) : limits::DatabaseConnectTimeout;
}

QMap<QString, QString> Location::connectParameters() const
{
    // The last three notice a server that disappeared without a word, in about 30 s.
    QMap<QString, QString> all {
        { u"fallback_application_name"_s, u"broadcaster"_s },
        { u"keepalives_idle"_s, u"15"_s },
        { u"keepalives_interval"_s, u"5"_s },
        { u"keepalives_count"_s, u"3"_s },
        { u"tcp_user_timeout"_s, u"30000"_s },
    };
    if (!isLocal())
        all.insert(u"sslmode"_s, u"require"_s);
    all.insert(options);
    if (all.value(u"sslmode"_s).startsWith("verify-"_L1)) {
        const QString given = all.value(u"sslrootcert"_s);
        const QString found = given.isEmpty() || given == "system"_L1 ? systemCertificates()
                                                                      : given;
        if (!found.isEmpty())
            all.insert(u"sslrootcert"_s, found);
    }
    const std::pair<QString, QString> own[] = {
        { u"client_encoding"_s, u"UTF8"_s },
        { u"host"_s, host },
        { u"port"_s, port == 0 ? QString() : QString::number(port) },
        { u"user"_s, user },
        { u"password"_s, password },
        { u"dbname"_s, database },
    };
    for (const auto &[name, value] : own) {
        if (!value.isEmpty())
            all.insert(name, value);
    }
    return all;
}

bool Location::isLocal() const
{
    const QString name = options.value(u"hostaddr"_s, host);
    if (name.isEmpty() || name.startsWith(u'/') || name.startsWith(u'@')
        || name.compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return true;
    const std::optional<IpAddress> address = IpAddress::parse(name);
    return address && address->isLoopback();
}

} // namespace broadcaster
