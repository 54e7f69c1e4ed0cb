// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/apikeystore.h"

#include "server/api/utc.h"
#include "server/base/tuning.h"
#include "server/store/opendatabase.h"
#include "tests/server/store/testengines.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <array>
#include <thread>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 Now = 1'738'060'200'123;

ProjectId projectNamed(const QString &name)
{
    return ProjectId::fromUtf8(name.toUtf8()).value();
}

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Utc);
}

/// The id of the project's active key when it is this one, else NotFound.
Result<qint64> match(ApiKeyStore &store, const ProjectId &project, const ApiKey &key)
{
    const QByteArray hash = ApiKeyStore::hashOf(key);
    const auto owners = store.owners({ ApiKeyStore::hashOf(ApiKey("another")), hash });
    if (!owners)
        return owners.error();
    const KeyOwner owner = owners->value(hash);
    if (owner.keyId == 0 || owner.project != project)
        return Error { ErrorCode::NotFound, {} };
    return owner.keyId;
}

AccessRules rulesOf(ApiKeyStore &store)
{
    return store.rulesUnless(-1).value().value();
}

} // namespace

class tst_ApiKeyStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lifeCycle_data() { TestEngines::addRows(); }
    void lifeCycle();
    void keyIsStoredAsHashOnly_data() { TestEngines::addRows(); }
    void keyIsStoredAsHashOnly();
    void conflict_data() { TestEngines::addRows(); }
    void conflict();
    void conflictInARace_data() { TestEngines::addRows(); }
    void conflictInARace();
    void manyRevokedKeys_data() { TestEngines::addRows(); }
    void manyRevokedKeys();
    void twoProjects_data() { TestEngines::addRows(); }
    void twoProjects();
    void touch_data() { TestEngines::addRows(); }
    void touch();
    void texts_data();
    void texts();
    void refusedTexts_data() { TestEngines::addRows(); }
    void refusedTexts();
    void required_data() { TestEngines::addRows(); }
    void required();
    void generations_data() { TestEngines::addRows(); }
    void generations();

private:
    TestEngines m_engines;
};

void tst_ApiKeyStore::lifeCycle()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    ApiKeyStore store(connection);
    const ProjectId project = projectNamed(u"p"_s);
    VERIFY_ERROR(store.activeKey(project), ErrorCode::NotFound);
    VERIFY_ERROR(store.revoke(project, Now), ErrorCode::NotFound);

    const Result<IssuedApiKey> issued = store.issue(project, u"mine"_s, QString(), Now);
    VERIFY_OK(issued);
    static const QRegularExpression form(u"\\Asa_live_[0-9a-f]{32}\\z"_s);
    const QString key = QString::fromLatin1(issued->key.secret());
    QVERIFY(form.match(key).hasMatch());
    QVERIFY(isWellFormed(issued->key));
    QVERIFY(issued->info.keyId > 0);
    QCOMPARE(issued->info.project, project);
    QCOMPARE(issued->info.keyPrefix, key.first(12));
    QCOMPARE(issued->info.description, u"mine"_s);
    QVERIFY(issued->info.createdBy.isNull());
    QCOMPARE(issued->info.createdAt, utc(Now));
    QCOMPARE(issued->info.createdAt.timeSpec(), Qt::UTC);
    QVERIFY(!issued->info.lastUsedAt.isValid());

    QVERIFY(*store.activeKey(project) == issued->info);
    QCOMPARE(*match(store, project, issued->key), issued->info.keyId);
    VERIFY_ERROR(match(store, project, ApiKey("sa_live_")), ErrorCode::NotFound);
    VERIFY_ERROR(
        match(store, project, ApiKey(issued->key.secret().toUpper())), ErrorCode::NotFound);

    const Result<ApiKeyInfo> revoked = store.revoke(project, Now + 1);
    VERIFY_OK(revoked);
    QVERIFY(*revoked == issued->info);
    VERIFY_ERROR(match(store, project, issued->key), ErrorCode::NotFound);
    VERIFY_ERROR(store.activeKey(project), ErrorCode::NotFound);
    VERIFY_ERROR(store.revoke(project, Now), ErrorCode::NotFound);

    const Result<IssuedApiKey> second = store.issue(project, QString(), u"me"_s, Now + 2);
    VERIFY_OK(second);
    QVERIFY(second->key.secret() != issued->key.secret());
    QCOMPARE(second->info.createdBy, u"me"_s);
    QVERIFY(second->info.description.isNull());
    VERIFY_ERROR(match(store, project, issued->key), ErrorCode::NotFound);
}

void tst_ApiKeyStore::keyIsStoredAsHashOnly()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    const Result<IssuedApiKey> issued
        = ApiKeyStore(connection).issue(projectNamed(u"p"_s), QString(), QString(), Now);
    VERIFY_OK(issued);
    const Result<SqlResult> all = connection.executeDirect(u"SELECT * FROM broadcaster_api_keys"_s);
    VERIFY_OK(all);
    QStringList stored;
    for (const QVariant &value : all->rows.value(0))
        stored.append(value.toString());
    const QByteArray secret = issued->key.secret();
    QVERIFY(stored.contains(
        QString::fromLatin1(QCryptographicHash::hash(secret, QCryptographicHash::Sha256).toHex())));
    QVERIFY(!stored.join(u' ').contains(QString::fromLatin1(secret.sliced(12))));
}

void tst_ApiKeyStore::conflict()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    ApiKeyStore store(connection);
    const ProjectId project = projectNamed(u"p"_s);
    const Result<IssuedApiKey> first = store.issue(project, QString(), QString(), Now);
    VERIFY_OK(first);
    VERIFY_ERROR(store.issue(project, QString(), QString(), Now), ErrorCode::Conflict);
    QCOMPARE(*match(store, project, first->key), first->info.keyId);
    QVERIFY(!connection.isLost());
}

void tst_ApiKeyStore::conflictInARace()
{
    FRESH_DATABASE(m_engines, location);
    {
        SqlConnection connection(parsed(location));
        VERIFY_OK(openDatabase(connection));
    }
    std::array<std::optional<Result<IssuedApiKey>>, 4> outcomes;
    std::array<std::thread, 4> brokers;
    for (size_t i = 0; i < brokers.size(); ++i) {
        brokers[i] = std::thread([&location, &outcome = outcomes[i]] {
            SqlConnection connection(parsed(location));
            if (openDatabase(connection))
                outcome = ApiKeyStore(connection)
                              .issue(projectNamed(u"p"_s), QString(), QString(), Now);
        });
    }
    for (std::thread &broker : brokers)
        broker.join();
    int issued = 0;
    for (const auto &outcome : outcomes) {
        QVERIFY(outcome.has_value());
        if (outcome->ok())
            ++issued;
        else
            VERIFY_ERROR(*outcome, ErrorCode::Conflict);
    }
    QCOMPARE(issued, 1);
}

void tst_ApiKeyStore::manyRevokedKeys()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    ApiKeyStore store(connection);
    const ProjectId project = projectNamed(u"p"_s);
    for (int i = 0; i < 5; ++i) {
        VERIFY_OK(store.issue(project, QString(), QString(), Now + i));
        VERIFY_OK(store.revoke(project, Now + i));
    }
    QVERIFY(store.activeKeys()->isEmpty());
    VERIFY_OK(store.issue(project, QString(), QString(), Now));
    QCOMPARE(store.activeKeys()->size(), 1);
}

void tst_ApiKeyStore::twoProjects()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    ApiKeyStore store(connection);
    const ProjectId first = projectNamed(u"p"_s);
    const ProjectId second = projectNamed(u"P"_s); // Another case is another project.
    const Result<IssuedApiKey> firstKey = store.issue(first, QString(), QString(), Now);
    const Result<IssuedApiKey> secondKey = store.issue(second, QString(), QString(), Now + 1);
    const Result<IssuedApiKey> third = store.issue(
        projectNamed(u"q"_s), QString(), QString(), Now + 1);
    VERIFY_OK(firstKey);
    VERIFY_OK(secondKey);
    VERIFY_OK(third);
    VERIFY_ERROR(match(store, first, secondKey->key), ErrorCode::NotFound);
    VERIFY_ERROR(match(store, second, firstKey->key), ErrorCode::NotFound);
    QVERIFY(*store.activeKeys()
        == (QList<ApiKeyInfo> { third->info, secondKey->info, firstKey->info }));
    VERIFY_OK(store.revoke(first, Now));
    QCOMPARE(*match(store, second, secondKey->key), secondKey->info.keyId);
}

void tst_ApiKeyStore::touch()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    ApiKeyStore store(connection);
    const ProjectId project = projectNamed(u"p"_s);
    const Result<IssuedApiKey> issued = store.issue(project, QString(), QString(), Now);
    VERIFY_OK(issued);
    const ProjectId other = projectNamed(u"q"_s);
    const Result<IssuedApiKey> second = store.issue(other, QString(), QString(), Now);
    VERIFY_OK(second);
    const qint64 id = issued->info.keyId;
    VERIFY_OK(store.touch({ { second->info.keyId, Now + 7 }, { id, Now + 10 } }));
    VERIFY_OK(store.touch({ { id, Now + 5 } }));
    QCOMPARE(store.activeKey(project)->lastUsedAt, utc(Now + 10));
    QCOMPARE(store.activeKey(other)->lastUsedAt, utc(Now + 7));
    VERIFY_OK(store.touch({ { id + 100, Now + 20 } }));
    VERIFY_OK(store.touch({}));
    QCOMPARE(store.activeKey(project)->lastUsedAt, utc(Now + 10));
}

void tst_ApiKeyStore::texts_data()
{
    QTest::addColumn<TestEngines::Engine>("engine");
    QTest::addColumn<QString>("text");
    const std::pair<const char *, QString> texts[] = {
        { "spaces", u" a  b "_s },
        { "umlaut", u"\u00fc"_s },
        { "umlaut, decomposed", u"u\u0308"_s },
        { "emoji", u"\U0001f600\U0001f468\u200d\U0001f469"_s },
        { "byte order mark", u"\ufeffa"_s },
        { "quotes", u"'\"`"_s },
        { "backslashes", u"\\'\\\\ \\n"_s },
        { "injection", u"'; DROP TABLE broadcaster_api_keys; --"_s },
        { "placeholders", u"? :a $1 %1 %s"_s },
        { "like", u"%_"_s },
        { "number", u"007"_s },
        { "null", u"NULL"_s },
        { "long", QString(250, u'x') },
    };
    for (const auto &[name, text] : texts) {
        QTest::addRow("SQLite, %s", name) << TestEngines::Engine::Sqlite << text;
        QTest::addRow("PostgreSQL, %s", name) << TestEngines::Engine::Postgres << text;
    }
}

void tst_ApiKeyStore::texts()
{
    QFETCH(const QString, text);
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    ApiKeyStore store(connection);
    const ProjectId project = projectNamed(text);
    // QSQLITE drops a byte order mark at the start of a text; for these two that does no harm.
    const QString free = text.startsWith(u'\ufeff') ? text.sliced(1) : text;
    const Result<IssuedApiKey> issued = store.issue(project, free, free, Now);
    VERIFY_OK(issued);
    const Result<ApiKeyInfo> found = store.activeKey(project);
    VERIFY_OK(found);
    QCOMPARE(found->project.utf8(), text.toUtf8());
    QCOMPARE(found->description, free);
    QCOMPARE(found->createdBy, free);
    QVERIFY(*store.activeKeys() == QList<ApiKeyInfo> { issued->info });
    QVERIFY(match(store, project, issued->key).ok());
    QVERIFY(!match(store, project, ApiKey(text.toUtf8())).ok());
    VERIFY_OK(store.setRequired(project, true));
    QVERIFY(*store.projectsRequiringKey() == QSet<ProjectId> { project });
    // No other project is affected: neither by folding nor by a wildcard.
    VERIFY_ERROR(store.activeKey(projectNamed(u"x"_s)), ErrorCode::NotFound);
    VERIFY_ERROR(
        store.activeKey(projectNamed(text.startsWith(u'\ufeff') ? u"a"_s : u"\ufeff"_s % text)),
        ErrorCode::NotFound);
    VERIFY_ERROR(
        store.activeKey(projectNamed(text.first(text.size() - 1) % u'z')), ErrorCode::NotFound);
    VERIFY_OK(store.revoke(project, Now));
}

void tst_ApiKeyStore::refusedTexts()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    ApiKeyStore store(connection);
    const ProjectId project = projectNamed(u"p"_s);
    const QString limit(limits::MaxDescriptionLength, u'\u20ac');
    for (const QString &bad : { QString(limit % u'x'), u"a\0b"_s, QString(QChar(0xd800)),
             QString(u"a"_s % QChar(0xdc00) % u"b"_s) }) {
        VERIFY_ERROR(store.issue(project, bad, QString(), Now), ErrorCode::InvalidArgument);
        VERIFY_ERROR(store.issue(project, QString(), bad, Now), ErrorCode::InvalidArgument);
    }
    const Result<IssuedApiKey> issued = store.issue(project, limit, u""_s, Now);
    VERIFY_OK(issued);
    QCOMPARE(issued->info.description, limit);
    QVERIFY(issued->info.createdBy.isEmpty() && !issued->info.createdBy.isNull());
}

void tst_ApiKeyStore::required()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    ApiKeyStore store(connection);
    const ProjectId first = projectNamed(u"p"_s);
    const ProjectId second = projectNamed(u"q"_s);
    QVERIFY(store.projectsRequiringKey()->isEmpty());
    VERIFY_OK(store.setRequired(first, false));
    QVERIFY(store.projectsRequiringKey()->isEmpty());
    VERIFY_OK(store.setRequired(first, true));
    VERIFY_OK(store.setRequired(first, true));
    VERIFY_OK(store.setRequired(second, true));
    QVERIFY(*store.projectsRequiringKey() == (QSet<ProjectId> { first, second }));
    VERIFY_OK(store.setRequired(first, false));
    QVERIFY(*store.projectsRequiringKey() == QSet<ProjectId> { second });
}

/// Each change begins a new generation, and nothing else does.
void tst_ApiKeyStore::generations()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    ApiKeyStore store(connection);
    const ProjectId project = projectNamed(u"p"_s);
    AccessRules rules = rulesOf(store);
    QVERIFY(rules.projectsRequiringKey.isEmpty() && rules.activeKeys.isEmpty());
    QVERIFY(!store.rulesUnless(rules.generation)->has_value());
    const auto isNewAfter = [&](auto change) {
        const qint64 before = rulesOf(store).generation;
        change();
        return store.rulesUnless(before)->has_value() && rulesOf(store).generation != before;
    };
    qint64 id = 0;
    QVERIFY(isNewAfter([&] { id = store.issue(project, {}, {}, Now)->info.keyId; }));
    QCOMPARE(rulesOf(store).activeKeys, QSet<qint64> { id });
    QVERIFY(isNewAfter([&] { QVERIFY(store.setRequired(project, true).ok()); }));
    QCOMPARE(rulesOf(store).projectsRequiringKey, QSet<ProjectId> { project });
    QVERIFY(!isNewAfter([&] { QVERIFY(!store.issue(project, {}, {}, Now).ok()); }));
    QVERIFY(!isNewAfter([&] { QVERIFY(store.touch({ { id, Now } }).ok()); }));
    QVERIFY(isNewAfter([&] { QVERIFY(store.revoke(project, Now).ok()); }));
    QVERIFY(rulesOf(store).activeKeys.isEmpty());
}

QTEST_GUILESS_MAIN(tst_ApiKeyStore)
#include "tst_apikeystore.moc"
