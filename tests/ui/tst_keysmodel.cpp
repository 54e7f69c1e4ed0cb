// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/keys/keysmodel.h"

#include "server/api/utc.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class KeysModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsOfASnapshot();
    void mergesWithFewSignals();
    void aNewKeyTakesThePlaceOfARevokedOne();
    void texts_data();
    void texts();
    void sortsByRawValues();
    void checkingAsksAndChangesNothing();
};

namespace {

ProjectId id(const char *name)
{
    return *ProjectId::fromUtf8(name);
}

ApiKeyInfo key(qint64 keyId, const char *project)
{
    ApiKeyInfo info;
    info.keyId = keyId;
    info.project = id(project);
    info.keyPrefix = u"sa_live_0123"_s;
    info.description = u"Web shop"_s;
    info.createdBy = u"mara"_s;
    info.createdAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + keyId, Utc);
    return info;
}

KeyRow row(qint64 keyId, const char *project)
{
    return { id(project), key(keyId, project), false, 0 };
}

} // namespace

void KeysModelTest::rowsOfASnapshot()
{
    ProjectInfo shop;
    shop.id = id("shop");
    for (const qint64 keyId : { 1, 1, 0, 7 }) { // 7: of a revoked key, still connected.
        ClientInfo client;
        client.keyId = keyId;
        shop.clients.append(client);
    }
    const QList<KeyRow> rows = keyRows(
        { key(2, "blog"), key(1, "shop") }, { id("shop"), id("locked") }, { shop });
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0], (KeyRow { id("blog"), key(2, "blog"), false, 0 }));
    QCOMPARE(rows[1], (KeyRow { id("shop"), key(1, "shop"), true, 2 }));
    QCOMPARE(rows[2], (KeyRow { id("locked"), {}, true, 0 }));
    QVERIFY(!rows[2].hasKey());
}

void KeysModelTest::mergesWithFewSignals()
{
    KeysModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);

    QList<KeyRow> rows { row(1, "a"), row(2, "b"), row(3, "c") };
    model.merge(rows);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.rowCount(), 3);
    model.merge(rows);
    std::reverse(rows.begin(), rows.end());
    model.merge(rows);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(changed.size(), 0);

    rows[1].connections = 4; // "b"
    rows.removeAll(row(1, "a"));
    rows.append(row(9, "z"));
    model.merge(rows);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(inserted.size(), 2);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
    QCOMPARE(model.row(0).connections, 4);
    QCOMPARE(model.indexOf(id("z")), 2);
    QCOMPARE(model.indexOf(id("a")), -1);
    model.merge({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(reset.size(), 0);
}

void KeysModelTest::aNewKeyTakesThePlaceOfARevokedOne()
{
    KeysModel model;
    model.merge({ row(1, "a"), row(2, "b") });
    const QPersistentModelIndex selected = model.index(0, 0);
    model.merge({ { id("a"), {}, true, 0 }, row(2, "b") });
    model.merge({ row(5, "a"), row(2, "b") });
    QVERIFY(selected.isValid());
    QCOMPARE(model.row(selected.row()).key.keyId, 5);
}

void KeysModelTest::texts_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("ofKey");
    QTest::addColumn<QString>("ofNone");
    using Model = KeysModel;
    QTest::newRow("project") << int(Model::ProjectColumn) << u"shop"_s << u"locked"_s;
    QTest::newRow("key") << int(Model::KeyColumn) << u"sa_live_0123\u2026"_s << u"no key"_s;
    QTest::newRow("description") << int(Model::DescriptionColumn) << u"Web shop"_s << u""_s;
    QTest::newRow("connections") << int(Model::ConnectionsColumn) << u"3"_s << u""_s;
    QTest::newRow("last used") << int(Model::LastUsedColumn) << u"never"_s << u""_s;
    QTest::newRow("created by") << int(Model::CreatedByColumn) << u"mara"_s << u""_s;
    QTest::newRow("required") << int(Model::RequiredColumn) << u""_s << u"required"_s;
}

void KeysModelTest::texts()
{
    QFETCH(int, column);
    KeysModel model;
    model.merge({ { id("shop"), key(1, "shop"), false, 3 }, { id("locked"), {}, true, 0 } });
    QTEST(model.index(0, column).data().toString(), "ofKey");
    QTEST(model.index(1, column).data().toString(), "ofNone");
    QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
}

void KeysModelTest::sortsByRawValues()
{
    KeysModel model;
    KeyRow used { id("shop"), key(1, "shop"), true, 1200 };
    used.key.lastUsedAt = QDateTime::fromMSecsSinceEpoch(5, Utc);
    model.merge({ used, { id("locked"), {}, false, 0 } });
    const auto raw = [&model](int row, int column) {
        return model.index(row, column).data(KeysModel::SortRole).toLongLong();
    };
    QCOMPARE(raw(0, KeysModel::ConnectionsColumn), 1200);
    QCOMPARE(raw(0, KeysModel::LastUsedColumn), 5);
    QCOMPARE(raw(0, KeysModel::CreatedColumn), 1'700'000'000'001);
    QCOMPARE(raw(0, KeysModel::RequiredColumn), 1);
    QCOMPARE(raw(1, KeysModel::ConnectionsColumn), -1);
    QCOMPARE(raw(1, KeysModel::CreatedColumn), -1);
    QCOMPARE(raw(1, KeysModel::RequiredColumn), 0);
}

void KeysModelTest::checkingAsksAndChangesNothing()
{
    KeysModel model;
    model.merge({ row(1, "shop") });
    QSignalSpy requested(&model, &KeysModel::requirementRequested);
    const QModelIndex box = model.index(0, KeysModel::RequiredColumn);
    QVERIFY(box.flags().testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(!model.index(0, 0).flags().testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(!model.setData(box, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested[0][0].value<ProjectId>(), id("shop"));
    QCOMPARE(requested[0][1].toBool(), true);
    QCOMPARE(box.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QVERIFY(!model.setData(model.index(0, 0), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(!model.setData(box, u"yes"_s, Qt::EditRole));
    QCOMPARE(requested.size(), 1);
}

QTEST_MAIN(KeysModelTest)
#include "tst_keysmodel.moc"
