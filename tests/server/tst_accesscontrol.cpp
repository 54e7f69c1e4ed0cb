// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/accesscontrol.h"

#include "fakedirectory.h"
#include "server/protocol/requestreader.h"
#include "server/store/apikeystore.h"
#include "server/store/database.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace broadcaster;

namespace {

const ProjectId Open = *ProjectId::fromUtf8("open");
const ProjectId Locked = *ProjectId::fromUtf8("locked");

HttpRequest request(const QByteArray &query, const QByteArray &headers = {})
{
    RequestReader reader;
    const QByteArray text = "GET /websocket" + query + " HTTP/1.1\r\nHost: h\r\n" + headers
        + "\r\n";
    if (reader.feed({ text.constData(), static_cast<size_t>(text.size()) })
        != RequestReader::State::Complete)
        qFatal("no request");
    return reader.request();
}

} // namespace

class AccessControlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void admitsWithoutADatabase_data();
    void admitsWithoutADatabase();
    void identifiesTheCallerOnce_data();
    void identifiesTheCallerOnce();
    void aConsoleSendsItsKeyAsABearerToken_data();
    void aConsoleSendsItsKeyAsABearerToken();
    void readersNeedAKeyOnlyWhereItIsRequired();
    void aRightKeyOpensItsProjectOnly();
    void revokingClosesWhatTheKeyOpened();
    void followsOtherBrokers();
    void saysWhenTheDatabaseDoesNotAnswer();

private:
    /// The id of the key or the status of the refusal.
    [[nodiscard]] std::pair<qint64, int> admitted(const ProjectId &project, const HttpRequest &);
    template <typename T, typename Job>
    Result<T> run(Job job);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeDirectory> m_directory;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<AccessControl> m_access;
};

void AccessControlTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_directory = std::make_unique<FakeDirectory>();
    m_database = std::make_unique<Database>(m_folder->filePath(QStringLiteral("broker.db")));
    std::optional<Result<void>> opened;
    m_database->open(this, [&](const Result<void> &result) { opened = result; });
    QTRY_VERIFY(opened);
    QVERIFY(opened->ok());
    m_access = std::make_unique<AccessControl>(*m_directory, *m_database, "service", "console");
    m_access->startWith({ Locked });
}

void AccessControlTest::cleanup()
{
    QVERIFY(m_database->shutdown(std::chrono::seconds(5)));
    m_access.reset();
    m_database.reset();
}

std::pair<qint64, int> AccessControlTest::admitted(
    const ProjectId &project, const HttpRequest &request)
{
    std::optional<AccessControl::Verdict> verdict;
    m_access->admit(project, request, [&](AccessControl::Verdict given) { verdict = given; });
    if (!QTest::qWaitFor([&] { return verdict.has_value(); }, 20'000))
        qFatal("no verdict");
    if (const auto *refusal = std::get_if<HttpResponse>(&*verdict))
        return { -1, refusal->status };
    return { std::get<Principal>(*verdict).keyId, 0 };
}

template <typename T, typename Job>
Result<T> AccessControlTest::run(Job job)
{
    std::optional<Result<T>> answer;
    m_database->run(this, job, [&](Result<T> result) { answer.emplace(std::move(result)); });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }))
        qFatal("no answer");
    return *std::move(answer);
}

void AccessControlTest::admitsWithoutADatabase_data()
{
    QTest::addColumn<bool>("locked");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status"); // 0: admitted.
    const QByteArray service = "Authorization: Bearer service\r\n";
    const QByteArray console = "X-Broadcaster-Console: console\r\n";
    QTest::newRow("nothing, open") << false << QByteArray() << QByteArray() << 0;
    QTest::newRow("nothing, locked") << true << QByteArray() << QByteArray() << 401;
    QTest::newRow("service key") << true << QByteArray() << service << 0;
    QTest::newRow("service key, scheme in capitals")
        << true << QByteArray() << QByteArray("Authorization: BEARER  service \r\n") << 0;
    QTest::newRow("wrong service key")
        << true << QByteArray() << QByteArray("Authorization: Bearer Service\r\n") << 401;
    QTest::newRow("another scheme")
        << true << QByteArray() << QByteArray("Authorization: Basic service\r\n") << 401;
    QTest::newRow("console") << true << QByteArray() << console << 0;
    QTest::newRow("wrong console, open")
        << false << QByteArray() << QByteArray("X-Broadcaster-Console: service\r\n") << 403;
    QTest::newRow("no form of a key, open")
        << false << QByteArray("?apiKey=x") << QByteArray() << 403;
    QTest::newRow("no form of a key in a header")
        << false << QByteArray() << QByteArray("x-api-key: x\r\n") << 403;
    QTest::newRow("no form of a key, with the service key")
        << true << QByteArray("?apiKey=x") << service << 403;
}

void AccessControlTest::admitsWithoutADatabase()
{
    QFETCH(bool, locked);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, headers);
    QFETCH(int, status);
    const auto [keyId, refused] = admitted(locked ? Locked : Open, request(query, headers));
    QCOMPARE(refused, status);
    QCOMPARE(keyId, status == 0 ? 0 : -1);
}

void AccessControlTest::identifiesTheCallerOnce_data()
{
    using Kind = Principal::Kind;
    QTest::addColumn<bool>("locked");
    QTest::addColumn<bool>("hasKey");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, bool locked, bool hasKey, const QByteArray &headers,
                         Kind kind) {
        QTest::newRow(name) << locked << hasKey << headers << static_cast<int>(kind);
    };
    const QByteArray service = "Authorization: Bearer service\r\n";
    const QByteArray console = "X-Broadcaster-Console: console\r\n";
    row("nothing", false, false, {}, Kind::Anonymous);
    row("wrong service key", false, false, "Authorization: Bearer wrong\r\n", Kind::Anonymous);
    row("service key", false, false, service, Kind::ServiceKey);
    row("service key, locked", true, false, service, Kind::ServiceKey);
    row("key", true, true, {}, Kind::ProjectKey);
    row("key and service key", true, true, service, Kind::ServiceKey);
    row("console", true, false, console, Kind::Console);
    row("console and service key", true, false, console + service, Kind::Console);
}

void AccessControlTest::identifiesTheCallerOnce()
{
    QFETCH(bool, locked);
    QFETCH(bool, hasKey);
    QFETCH(QByteArray, headers);
    QFETCH(int, kind);
    QByteArray query;
    qint64 keyId = 0;
    if (hasKey) {
        const auto issued = run<IssuedApiKey>([](SqlConnection &connection) {
            return ApiKeyStore(connection).issue(Locked, {}, {}, 1);
        });
        query = "?apiKey=" + issued->key.secret();
        keyId = issued->info.keyId;
    }
    const ProjectId project = locked ? Locked : Open;
    const ProjectId other = locked ? Open : Locked;
    std::optional<AccessControl::Verdict> verdict;
    m_access->admit(project, request(query, headers),
        [&](AccessControl::Verdict given) { verdict = std::move(given); });
    QTRY_VERIFY(verdict);
    const auto *caller = std::get_if<Principal>(&*verdict);
    QVERIFY(caller);
    QCOMPARE(static_cast<int>(caller->kind), kind);
    QCOMPARE(caller->keyId, keyId);
    const bool isTrusted = kind >= static_cast<int>(Principal::Kind::ServiceKey);
    QVERIFY(caller->may(Right::Look, project));
    QCOMPARE(caller->may(Right::Look, other), isTrusted);
    QCOMPARE(caller->may(Right::Keys, project), isTrusted);
}

void AccessControlTest::aConsoleSendsItsKeyAsABearerToken_data()
{
    using Kind = Principal::Kind;
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("asConsole");
    QTest::addColumn<int>("elsewhere");
    const auto row = [](const char *name, const QByteArray &headers, Kind asConsole,
                         Kind elsewhere) {
        QTest::newRow(name) << headers << static_cast<int>(asConsole)
                            << static_cast<int>(elsewhere);
    };
    row("nothing", {}, Kind::Anonymous, Kind::Anonymous);
    row("service key", "Authorization: Bearer service\r\n", Kind::ServiceKey, Kind::ServiceKey);
    row("viewer key", "Authorization: Bearer viewer\r\n", Kind::ViewerKey, Kind::ViewerKey);
    row("console's secret", "Authorization: Bearer console\r\n", Kind::Console, Kind::Anonymous);
    row("wrong key", "Authorization: Bearer wrong\r\n", Kind::Anonymous, Kind::Anonymous);
    row("header of the window", "X-Broadcaster-Console: console\r\n", Kind::Anonymous,
        Kind::Console);
}

void AccessControlTest::aConsoleSendsItsKeyAsABearerToken()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, asConsole);
    QFETCH(int, elsewhere);
    m_access->setViewerKey("viewer");
    QCOMPARE(static_cast<int>(m_access->consoleOf(request({}, headers)).kind), asConsole);
    QCOMPARE(static_cast<int>(m_access->callerOf(request({}, headers)).kind), elsewhere);
}

void AccessControlTest::readersNeedAKeyOnlyWhereItIsRequired()
{
    const auto asReader = [this](const ProjectId &project, const QByteArray &query) {
        std::optional<AccessControl::Verdict> verdict;
        m_access->admitReader(project, request(query),
            [&](AccessControl::Verdict given) { verdict = std::move(given); });
        return verdict;
    };
    const auto visitor = asReader(Open, "?apiKey=wrong"); // Nobody looks at the key.
    QVERIFY(visitor && std::holds_alternative<Principal>(*visitor));
    QVERIFY(std::get<Principal>(*visitor).may(Right::Look, Open));
    QVERIFY(!std::get<Principal>(*visitor).may(Right::Look, Locked));
    const auto refused = asReader(Locked, {});
    QVERIFY(refused && std::holds_alternative<HttpResponse>(*refused));
    QCOMPARE(std::get<HttpResponse>(*refused).status, 401);
}

void AccessControlTest::aRightKeyOpensItsProjectOnly()
{
    const auto issued = run<IssuedApiKey>(
        [](SqlConnection &connection) { return ApiKeyStore(connection).issue(Locked, {}, {}, 1); });
    QVERIFY(issued.ok());
    const HttpRequest with = request("?apiKey=" + issued->key.secret());
    QCOMPARE(admitted(Locked, with), std::pair(issued->info.keyId, 0));
    QCOMPARE(admitted(Locked, request({}, "x-api-key: " + issued->key.secret() + "\r\n")),
        std::pair(issued->info.keyId, 0));
    QCOMPARE(admitted(Open, with).second, 403);
    QCOMPARE(
        admitted(Locked, request("?apiKey=sa_live_00000000000000000000000000000000")).second, 403);
}

void AccessControlTest::revokingClosesWhatTheKeyOpened()
{
    const auto issued = run<IssuedApiKey>(
        [](SqlConnection &connection) { return ApiKeyStore(connection).issue(Locked, {}, {}, 1); });
    const HttpRequest with = request("?apiKey=" + issued->key.secret());
    QCOMPARE(admitted(Locked, with).second, 0);
    std::optional<Result<ApiKeyInfo>> revoked;
    m_access->revokeKey(Locked, [&](const Result<ApiKeyInfo> &result) { revoked = result; });
    QTRY_VERIFY(revoked);
    QVERIFY(revoked->ok());
    QCOMPARE(m_directory->closed,
        (QList<std::pair<ProjectId, qint64>> { { Locked, issued->info.keyId } }));
    QCOMPARE(admitted(Locked, with).second, 403);
    revoked.reset();
    m_access->revokeKey(Locked, [&](const Result<ApiKeyInfo> &result) { revoked = result; });
    QTRY_VERIFY(revoked);
    QCOMPARE(revoked->error().code, ErrorCode::NotFound);
}

void AccessControlTest::followsOtherBrokers()
{
    const auto issued = run<IssuedApiKey>(
        [](SqlConnection &connection) { return ApiKeyStore(connection).issue(Locked, {}, {}, 1); });
    QCOMPARE(admitted(Locked, request("?apiKey=" + issued->key.secret())).second, 0);
    QVERIFY(run<void>([](SqlConnection &connection) {
        return ApiKeyStore(connection).setRequired(Open, true);
    }).ok());
    QVERIFY(run<ApiKeyInfo>([](SqlConnection &connection) {
        return ApiKeyStore(connection).revoke(Locked, 2);
    }).ok());
    QVERIFY(!m_access->requiresKey(Open));
    m_access->refresh();
    QTRY_VERIFY(m_access->requiresKey(Open));
    QCOMPARE(m_directory->closed,
        (QList<std::pair<ProjectId, qint64>> { { Locked, issued->info.keyId } }));
    QCOMPARE(admitted(Locked, request("?apiKey=" + issued->key.secret())).second, 403);
}

void AccessControlTest::saysWhenTheDatabaseDoesNotAnswer()
{
    QVERIFY(m_database->shutdown(std::chrono::seconds(5)));
    QCOMPARE(
        admitted(Open, request("?apiKey=sa_live_00000000000000000000000000000000")).second, 503);
    QCOMPARE(admitted(Open, request({})).second, 0);
    QCOMPARE(admitted(Locked, request({})).second, 401);
}

QTEST_GUILESS_MAIN(AccessControlTest)
#include "tst_accesscontrol.moc"
