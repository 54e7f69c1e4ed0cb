// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/postgresconnection.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringDecoder>

#include <libpq-fe.h>
#include <netdb.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <vector>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

// https://www.postgresql.org/docs/current/catalog-pg-type.html: these numbers never change.
enum TypeId : Oid { BoolId = 16, ByteaId = 17, Int8Id = 20, Int2Id = 21, Int4Id = 23 };

using ResultPointer = std::unique_ptr<PGresult, decltype(&PQclear)>;

void ignoreNotice(void *, const PGresult *) { }

/// Keeps a byte order mark at the start, which QString::fromUtf8() would drop.
QString textOf(const char *utf8, int size)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::ConvertInitialBom);
    return decoder.decode(QByteArrayView(utf8, size));
}

QVariant cellOf(const PGresult *result, int row, int column)
{
    if (PQgetisnull(result, row, column))
        return {};
    const char *text = PQgetvalue(result, row, column);
    switch (PQftype(result, column)) {
    case BoolId:
        return *text == 't';
    case Int2Id:
    case Int4Id:
    case Int8Id:
        return QByteArray(text).toLongLong();
    case ByteaId: {
        size_t size = 0;
        unsigned char *bytes = PQunescapeBytea(
            reinterpret_cast<const unsigned char *>(text), &size);
        const QByteArray copy(reinterpret_cast<const char *>(bytes), static_cast<qsizetype>(size));
        PQfreemem(bytes);
        return copy;
    }
    default:
        return textOf(text, PQgetlength(result, row, column));
    }
}

SqlResult rowsOf(const PGresult *result)
{
    SqlResult rows;
    const int columns = PQnfields(result);
    for (int row = 0; row < PQntuples(result); ++row) {
        QVariantList cells;
        cells.reserve(columns);
        for (int column = 0; column < columns; ++column)
            cells.append(cellOf(result, row, column));
        rows.rows.append(std::move(cells));
    }
    rows.affected = QByteArray(PQcmdTuples(const_cast<PGresult *>(result))).toLongLong();
    return rows;
}

/// The value as PostgreSQL reads it in a text; null for NULL.
QByteArray parameterOf(const QVariant &value)
{
    if (value.isNull())
        return {};
    if (value.typeId() == QMetaType::Bool)
        return value.toBool() ? "t"_ba : "f"_ba;
    const QByteArray bytes = value.typeId() == QMetaType::QByteArray ? value.toByteArray()
                                                                     : value.toString().toUtf8();
    return bytes.isNull() ? ""_ba : bytes;
}

/// PostgreSQL numbers its placeholders. The broker's statements use `?` for nothing else.
QByteArray numbered(const QString &sql)
{
    QByteArray text;
    int count = 0;
    for (const char c : sql.toUtf8()) {
        if (c == '?')
            text += '$' + QByteArray::number(++count);
        else
            text += c;
    }
    return text;
}

/// The addresses of the host's name, or one empty text where libpq needs none.
QList<QByteArray> addressesOf(const DatabaseLocation &location)
{
    const QByteArray host = location.host.toUtf8();
    if (host.isEmpty() || host.startsWith('/') || host.startsWith('@')
        || location.options.contains(u"hostaddr"_s))
        return { QByteArray() };
    addrinfo hints {};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (::getaddrinfo(host.constData(), nullptr, &hints, &found) != 0)
        return { QByteArray() }; // libpq will say why.
    QList<QByteArray> addresses;
    for (const addrinfo *entry = found; entry; entry = entry->ai_next) {
        std::array<char, NI_MAXHOST> name {};
        if (::getnameinfo(entry->ai_addr, entry->ai_addrlen, name.data(), name.size(), nullptr, 0,
                NI_NUMERICHOST)
            == 0)
            addresses.append(QByteArray(name.data()));
    }
    ::freeaddrinfo(found);
    return addresses;
}

/// While connecting, the SQLSTATE is only in the text, which is configured to contain it.
SqlFailure connectFailure(const QString &text, ConnStatusType last)
{
    static const QRegularExpression withState(u":  ([0-9A-Z]{5}): ([^\n]*)"_s);
    SqlFailure failure { {}, text, SqlFailure::Stage::Connecting };
    const QRegularExpressionMatch match = withState.match(text);
    if (match.hasMatch()) {
        failure.code = match.captured(1);
        failure.text = match.captured(2);
    } else if (last == CONNECTION_SSL_STARTUP && !text.contains("SYSCALL"_L1)) {
        failure.stage = SqlFailure::Stage::Certificates;
    }
    return failure;
}

} // namespace

void PostgresConnection::Finish::operator()(pg_conn *connection) const
{
    PQfinish(connection);
}

PostgresConnection::PostgresConnection() = default;

PostgresConnection::~PostgresConnection() = default;

std::optional<SqlFailure> PostgresConnection::open(
    const DatabaseLocation &location, std::chrono::milliseconds timeout)
{
    const QDeadlineTimer end(timeout);
    const QList<QByteArray> addresses = addressesOf(location);
    std::optional<SqlFailure> failed;
    for (qsizetype i = 0; i < addresses.size(); ++i) {
        const auto share = end.remainingTimeAsDuration() / (addresses.size() - i);
        failed = openAt(location, addresses[i], QDeadlineTimer(share));
        // A server that answered would give the same answer at its other address.
        if (!failed || !failed->code.isEmpty())
            return failed;
    }
    return failed;
}

std::optional<SqlFailure> PostgresConnection::openAt(
    const DatabaseLocation &location, const QByteArray &address, QDeadlineTimer deadline)
{
    QMap<QByteArray, QByteArray> parameters;
    const QMap<QString, QString> given = location.connectParameters();
    for (auto parameter = given.begin(); parameter != given.end(); ++parameter)
        parameters.insert(parameter.key().toUtf8(), parameter.value().toUtf8());
    if (!address.isEmpty())
        parameters.insert("hostaddr", address);
    std::vector<const char *> names;
    std::vector<const char *> values;
    for (auto parameter = parameters.begin(); parameter != parameters.end(); ++parameter) {
        names.push_back(parameter.key().constData());
        values.push_back(parameter.value().constData());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    m_connection.reset(PQconnectStartParams(names.data(), values.data(), 0));
    PGconn *connection = m_connection.get();
    if (!connection)
        return SqlFailure { {}, u"out of memory"_s, SqlFailure::Stage::Connecting };
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);
    PQsetNoticeReceiver(connection, ignoreNotice, nullptr);
    PostgresPollingStatusType next = PGRES_POLLING_WRITING;
    ConnStatusType last = PQstatus(connection);
    while (last != CONNECTION_BAD && next != PGRES_POLLING_OK && next != PGRES_POLLING_FAILED) {
        if (!wait(next == PGRES_POLLING_READING, next == PGRES_POLLING_WRITING, deadline))
            return SqlFailure { {}, u"it does not answer"_s, SqlFailure::Stage::Connecting, true };
        last = PQstatus(connection);
        next = PQconnectPoll(connection);
    }
    if (PQstatus(connection) != CONNECTION_OK) {
        SqlFailure failed = connectFailure(QString::fromUtf8(PQerrorMessage(connection)), last);
        if (PQconnectionNeedsPassword(connection))
            failed.code = u"28P01"_s; // Reported like a wrong password.
        return failed;
    }
    PQsetErrorVerbosity(connection, PQERRORS_DEFAULT);
    PQsetnonblocking(connection, 1);
    return std::nullopt;
}

bool PostgresConnection::wait(bool forReading, bool forWriting, QDeadlineTimer deadline) const
{
    pollfd socket { PQsocket(m_connection.get()),
        static_cast<short>((forReading ? POLLIN : 0) | (forWriting ? POLLOUT : 0)), 0 };
    while (true) {
        const qint64 rest = deadline.remainingTime();
        const int timeout = rest < 0
            ? -1
            : static_cast<int>(std::min<qint64>(rest, std::numeric_limits<int>::max()));
        const int ready = ::poll(&socket, 1, timeout);
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return true; // libpq will say what is wrong.
        if (ready == 0 && deadline.hasExpired())
            return false;
    }
}

PostgresConnection::Answer PostgresConnection::execute(
    const QString &sql, const QVariantList &values, QDeadlineTimer deadline)
{
    std::vector<QByteArray> parameters;
    std::vector<const char *> pointers;
    parameters.reserve(static_cast<size_t>(values.size()));
    for (const QVariant &value : values)
        parameters.push_back(parameterOf(value));
    for (const QByteArray &parameter : parameters)
        pointers.push_back(parameter.isNull() ? nullptr : parameter.constData());
    if (!PQsendQueryParams(m_connection.get(), numbered(sql).constData(),
            static_cast<int>(pointers.size()), nullptr, pointers.data(), nullptr, nullptr, 0))
        return failure();
    return collect(deadline);
}

PostgresConnection::Answer PostgresConnection::executeDirect(
    const QString &sql, QDeadlineTimer deadline)
{
    if (!PQsendQuery(m_connection.get(), sql.toUtf8().constData()))
        return failure();
    return collect(deadline);
}

PostgresConnection::Answer PostgresConnection::collect(QDeadlineTimer deadline)
{
    PGconn *connection = m_connection.get();
    for (int unsent = PQflush(connection); unsent != 0; unsent = PQflush(connection)) {
        if (unsent < 0)
            return failure();
        if (!wait(true, true, deadline))
            return tooLate();
        if (!PQconsumeInput(connection))
            return failure();
    }
    Answer answer = SqlResult {};
    while (true) {
        while (PQisBusy(connection)) {
            if (!wait(true, false, deadline))
                return tooLate();
            if (!PQconsumeInput(connection))
                return failure();
        }
        const ResultPointer result(PQgetResult(connection), PQclear);
        if (!result)
            return answer;
        if (std::holds_alternative<SqlFailure>(answer))
            continue; // The first failure causes the others.
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
            answer = rowsOf(result.get());
        else
            answer = SqlFailure { QString::fromLatin1(
                                      PQresultErrorField(result.get(), PG_DIAG_SQLSTATE)),
                QString::fromUtf8(PQresultErrorMessage(result.get())) };
    }
}

SqlFailure PostgresConnection::failure() const
{
    return { {}, QString::fromUtf8(PQerrorMessage(m_connection.get())) };
}

SqlFailure PostgresConnection::tooLate() const
{
    return { {}, u"it does not answer"_s, SqlFailure::Stage::Statement, true };
}

} // namespace broadcaster
