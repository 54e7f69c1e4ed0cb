// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/deliveryview.h"

#include "inspect/traffic/trafficstore.h"
#include "tests/support/fakebroker.h"
#include "tests/support/trafficbatches.h"
#include "ui/traffic/deliverymodel.h"
#include "ui/traffic/deliverytext.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(SomeMessage)

class DeliveryViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsTheOutcome_data();
    void tellsTheOutcome();
    void showsReceiversFirst();
    void changesInPlace();
    void saysWhatWasPassedOn();
    void asksOnlyWhenLookedAt();
    void saysWhenItIsNotKnownAnyMore();
    void asksNothingAboutAFile();
};

namespace {

TrafficMessage kept(const SomeMessage &message)
{
    TrafficStore store({ 1'000, 1024 * 1024 });
    store.append(*BatchMaker().add(message).batch());
    return store.copyOf(0);
}

QString text(const QWidget &view, const QString &name)
{
    const auto *label = view.findChild<QLabel *>(name);
    return label->isVisible() ? label->text() : QString();
}

} // namespace

void DeliveryViewTest::tellsTheOutcome_data()
{
    QTest::addColumn<SomeMessage>("message");
    QTest::addColumn<QString>("headline");
    QTest::addColumn<QString>("rule");
    SomeMessage routed;
    QTest::newRow("one") << routed << u"Sent to 1 of 1"_s << u"to.id names a client"_s;
    routed.mirrored = 1;
    QTest::newRow("mirrored") << routed << u"Sent to 1 of 1, mirrored to 1"_s << u"rule 1"_s;
    routed.addressed = routed.delivered = 0;
    QTest::newRow("no such id") << routed << u"Sent to nobody, mirrored to 1"_s
                                << u"ids are never reused"_s;
    SomeMessage toType;
    toType.kind = TrafficKind::ToType;
    toType.addressed = 2;
    QTest::newRow("partly") << toType << u"Sent to 1 of 2"_s << u"rule 2"_s;
    toType.addressed = toType.delivered = 0;
    QTest::newRow("no such type") << toType << u"Sent to nobody"_s
                                  << u"no client of type data-agent"_s;
    toType.targetType.reset();
    toType.target = "robot";
    QTest::newRow("unknown type") << toType << u"Sent to nobody"_s << u"robot"_s;
    SomeMessage other;
    other.kind = TrafficKind::Broadcast;
    QTest::newRow("broadcast") << other << u"Sent to 1 of 1"_s << u"rule 3"_s;
    other.kind = TrafficKind::Ping;
    QTest::newRow("ping") << other << u"Answered by the broker"_s << u"PONG"_s;
    other.kind = TrafficKind::Rejected;
    QTest::newRow("rejected") << other << u"Rejected, delivered to nobody"_s << u"invalid"_s;
}

void DeliveryViewTest::tellsTheOutcome()
{
    QFETCH(SomeMessage, message);
    QFETCH(QString, rule);
    const TrafficMessage whole = kept(message);
    QTEST(deliveryHeadline(whole.row()), "headline");
    QVERIFY2(deliveryRule(whole.row()).contains(rule), qPrintable(deliveryRule(whole.row())));
}

void DeliveryViewTest::showsReceiversFirst()
{
    FakeBroker broker;
    const ClientId slow = ClientId::create();
    QList<DeliveryLine> lines;
    for (int i = 0; i < 10'000; ++i)
        lines.append({ ClientId::create(), ClientType::DataAgent, Verdict::SkippedOtherType });
    lines.append({ ClientId::create(), ClientType::Runtime, Verdict::Delivered });
    lines.append({ slow, ClientType::Runtime, Verdict::Delivered });
    lines.append({ ClientId::create(), ClientType::Admin, Verdict::Mirrored });
    broker.shownDelivery = lines;
    DeliveryView view(broker);
    const QAbstractItemModelTester tester(view.findChild<DeliveryModel *>());
    view.show();
    SomeMessage message;
    TrafficMessage whole = kept(message);
    whole.delivery.apply({ 1, slow }, false);
    view.setMessage(whole);
    const auto *list = view.findChild<QListView *>();
    QTRY_COMPARE(list->model()->rowCount(), 10'003);
    const auto &shown = static_cast<const DeliveryModel *>(list->model())->lines();
    QCOMPARE(shown[0].client.client, slow);
    QCOMPARE(shown[0].state, DeliveryState::Queued);
    QCOMPARE(shown[1].client.verdict, Verdict::Delivered);
    QCOMPARE(shown[2].client.verdict, Verdict::Mirrored);
    QVERIFY(list->model()->index(0, 0).data().toString().contains(u", queued: "_s));
    QVERIFY(list->model()->index(1, 0).data().toString().endsWith(u", sent"_s));
    const DeliveryQuery &query = broker.deliveryQueries.constFirst();
    QCOMPARE(query.project.utf8(), message.project);
    QCOMPARE(query.sender, message.sender);
    QCOMPARE(query.target, message.target);
}

void DeliveryViewTest::saysWhatWasPassedOn()
{
    FakeBroker broker;
    const auto line = [](Verdict verdict, const QString &name) {
        return DeliveryLine { ClientId::create(), ClientType::Runtime, verdict, name };
    };
    broker.shownDelivery = QList<DeliveryLine> { line(Verdict::Mirrored, u"b3"_s),
        line(Verdict::SkippedSender, u"b2"_s), line(Verdict::Delivered, u"b2"_s),
        line(Verdict::Delivered, {}) };
    DeliveryView view(broker);
    view.show();
    SomeMessage message;
    message.addressed = message.delivered = 2;
    view.setMessage(kept(message));
    const auto *list = view.findChild<QListView *>();
    QTRY_COMPARE(list->model()->rowCount(), 4);
    const auto shown = [&](int row) { return list->model()->index(row, 0).data().toString(); };
    QVERIFY(shown(0).endsWith(u", sent"_s));
    QVERIFY2(shown(1).endsWith(u", passed on to broker b2"_s), qPrintable(shown(1)));
    QVERIFY2(shown(2).endsWith(u", mirror passed on to broker b3"_s), qPrintable(shown(2)));
    QVERIFY(shown(3).endsWith(u", skipped: it is the sender"_s));
    auto *notice = view.findChild<QLabel *>(u"deliveryNotice"_s);
    QVERIFY2(notice->text().startsWith(u"2 of them"_s), qPrintable(notice->text()));

    broker.shownDelivery = QList<DeliveryLine> { line(Verdict::Delivered, {}) };
    view.setMessage(kept(message));
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QVERIFY(notice->text().isEmpty());
}

void DeliveryViewTest::changesInPlace()
{
    FakeBroker broker;
    const ClientId slow = ClientId::create();
    QList<DeliveryLine> lines;
    for (int i = 0; i < 3; ++i)
        lines.append(
            { i == 1 ? slow : ClientId::create(), ClientType::Runtime, Verdict::Delivered });
    broker.shownDelivery = lines;
    DeliveryView view(broker);
    view.show();
    SomeMessage message;
    message.addressed = message.delivered = 3;
    TrafficMessage whole = kept(message);
    view.setMessage(whole);
    auto *list = view.findChild<QListView *>();
    QTRY_COMPARE(list->model()->rowCount(), 3);
    list->setCurrentIndex(list->model()->index(1, 0));
    const QAbstractItemModelTester tester(list->model());
    const auto line = [&] { return list->currentIndex().data().toString(); };
    QVERIFY(line().endsWith(u", sent"_s));

    whole.delivery.apply({ 1, slow }, false);
    view.updateDelivery(whole.row());
    QVERIFY(line().contains(QString::fromLatin1(slow.text())));
    QVERIFY(line().endsWith(u", queued: the client does not keep up"_s));
    QCOMPARE(text(view, u"deliveryHeadline"_s), u"Sent to 2 of 3 \u00b7 1 queued"_s);
    whole.delivery.apply({ 1, slow, ClientType::Runtime, DeliveryState::TooSlow, true }, false);
    view.updateDelivery(whole.row());
    QVERIFY(line().endsWith(u", dropped: too slow, closed with 4002"_s));
    QCOMPARE(text(view, u"deliveryHeadline"_s), u"Sent to 2 of 3 \u00b7 1 dropped: too slow"_s);
    QCOMPARE(broker.deliveryQueries.size(), 1);

    // More of them than are kept.
    for (size_t i = 0; i < MessageDelivery::MaxClients + 4; ++i)
        whole.delivery.apply({ 1, ClientId::create() }, false);
    view.updateDelivery(whole.row());
    QVERIFY(text(view, u"deliveryNotice"_s).contains(u"5 clients that"_s));
}

void DeliveryViewTest::asksOnlyWhenLookedAt()
{
    FakeBroker broker;
    DeliveryView view(broker);
    for (int i = 0; i < 5; ++i)
        view.setMessage(kept({}));
    QCOMPARE(broker.deliveryQueries.size(), 0);
    view.show();
    QCOMPARE(broker.deliveryQueries.size(), 1);
    view.hide();
    view.show();
    QCOMPARE(broker.deliveryQueries.size(), 1);
}

void DeliveryViewTest::saysWhenItIsNotKnownAnyMore()
{
    FakeBroker broker;
    broker.shownDelivery = Error { ErrorCode::NotFound, u"gone"_s };
    DeliveryView view(broker);
    view.show();
    view.setMessage(kept({}));
    QTRY_VERIFY(text(view, u"deliveryNotice"_s).contains(u"no longer knows"_s));
    QCOMPARE(text(view, u"deliveryHeadline"_s), u"Sent to 1 of 1"_s);
    QVERIFY(text(view, u"deliveryRule"_s) != u"No message is selected."_s);
    view.clear();
    QVERIFY(text(view, u"deliveryNotice"_s).isEmpty());
    QCOMPARE(text(view, u"deliveryRule"_s), u"No message is selected."_s);
}

void DeliveryViewTest::asksNothingAboutAFile()
{
    FakeBroker broker;
    DeliveryView view(broker);
    view.show();
    TrafficMessage whole = kept({});
    whole.delivery.apply(
        { 1, ClientId::fromText("c"), ClientType::DataAgent, DeliveryState::ConnectionLost },
        false);
    view.setOpenedMessage(whole);
    QCOMPARE(view.findChild<DeliveryModel *>()->index(0).data().toString(),
        u"data-agent c, dropped: connection lost"_s);
    QVERIFY(text(view, u"deliveryNotice"_s).contains(u"only clients that had not"_s));
    view.setOpenedMessage(kept({}));
    QCOMPARE(view.findChild<DeliveryModel *>()->rowCount(), 0);
    QCOMPARE(broker.deliveryQueries.size(), 0);
    QVERIFY(text(view, u"deliveryNotice"_s).contains(u"capture file"_s));
}

QTEST_MAIN(DeliveryViewTest)
#include "tst_deliveryview.moc"
