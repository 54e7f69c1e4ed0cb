// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/deliveryview.h"

#include "tests/support/fakebroker.h"
#include "tests/support/trafficbatches.h"
#include "ui/traffic/deliverymodel.h"
#include "ui/traffic/deliverytext.h"
#include "ui/traffic/trafficstore.h"

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
    void saysWhatBecameOfIt_data();
    void saysWhatBecameOfIt();
    void showsWhoGotItFirst();
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

void DeliveryViewTest::saysWhatBecameOfIt_data()
{
    QTest::addColumn<SomeMessage>("message");
    QTest::addColumn<QString>("headline");
    QTest::addColumn<QString>("rule");
    SomeMessage routed;
    QTest::newRow("one") << routed << u"Delivered to 1 of 1"_s << u"to.id names a client"_s;
    routed.mirrored = 1;
    QTest::newRow("mirrored") << routed << u"Delivered to 1 of 1, mirrored to 1"_s << u"rule 1"_s;
    routed.addressed = routed.delivered = 0;
    QTest::newRow("no such id") << routed << u"Delivered to nobody, mirrored to 1"_s
                                << u"ids are never reused"_s;
    SomeMessage toType;
    toType.kind = TrafficKind::ToType;
    toType.addressed = 2;
    QTest::newRow("partly") << toType << u"Delivered to 1 of 2"_s << u"rule 2"_s;
    toType.addressed = toType.delivered = 0;
    QTest::newRow("no such type") << toType << u"Delivered to nobody"_s
                                  << u"no client of type data-agent"_s;
    toType.targetType.reset();
    toType.target = "robot";
    QTest::newRow("unknown type") << toType << u"Delivered to nobody"_s << u"robot"_s;
    SomeMessage other;
    other.kind = TrafficKind::Broadcast;
    QTest::newRow("broadcast") << other << u"Delivered to 1 of 1"_s << u"rule 3"_s;
    other.kind = TrafficKind::Ping;
    QTest::newRow("ping") << other << u"Answered by the broker"_s << u"PONG"_s;
    other.kind = TrafficKind::Rejected;
    QTest::newRow("rejected") << other << u"Rejected, delivered to nobody"_s << u"invalid"_s;
}

void DeliveryViewTest::saysWhatBecameOfIt()
{
    QFETCH(SomeMessage, message);
    QFETCH(QString, rule);
    const TrafficMessage whole = kept(message);
    QTEST(deliveryHeadline(whole.record), "headline");
    QVERIFY2(deliveryRule(whole.row()).contains(rule), qPrintable(deliveryRule(whole.row())));
}

void DeliveryViewTest::showsWhoGotItFirst()
{
    FakeBroker broker;
    const ClientId slow = ClientId::create();
    QList<DeliveryLine> lines;
    for (int i = 0; i < 10'000; ++i)
        lines.append({ ClientId::create(), ClientType::DataAgent, Verdict::SkippedOtherType });
    lines.append({ slow, ClientType::Runtime, Verdict::DroppedSlow });
    lines.append({ ClientId::create(), ClientType::Admin, Verdict::Mirrored });
    lines.append({ ClientId::create(), ClientType::Runtime, Verdict::Delivered });
    broker.shownDelivery = lines;
    DeliveryView view(broker);
    const QAbstractItemModelTester tester(view.findChild<DeliveryModel *>());
    view.show();
    SomeMessage message;
    message.slow = { slow };
    view.setMessage(kept(message));
    const auto *list = view.findChild<QListView *>();
    QTRY_COMPARE(list->model()->rowCount(), 10'003);
    const auto &shown = static_cast<const DeliveryModel *>(list->model())->lines();
    QCOMPARE(shown[0].verdict, Verdict::Delivered);
    QCOMPARE(shown[1].verdict, Verdict::DroppedSlow);
    QCOMPARE(shown[2].verdict, Verdict::Mirrored);
    QVERIFY(list->model()->index(0, 0).data().toString().contains(u"delivered"_s));
    const DeliveryQuery &query = broker.deliveryQueries.constFirst();
    QCOMPARE(query.project.utf8(), message.project);
    QCOMPARE(query.sender, message.sender);
    QCOMPARE(query.target, message.target);
    QCOMPARE(query.slow, message.slow);
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
    QCOMPARE(text(view, u"deliveryHeadline"_s), u"Delivered to 1 of 1"_s);
    view.clear();
    QVERIFY(text(view, u"deliveryNotice"_s).isEmpty());
}

void DeliveryViewTest::asksNothingAboutAFile()
{
    FakeBroker broker;
    DeliveryView view(broker);
    view.show();
    view.setOpenedMessage(kept({}));
    QCOMPARE(broker.deliveryQueries.size(), 0);
    QVERIFY(text(view, u"deliveryNotice"_s).contains(u"capture file"_s));
}

QTEST_MAIN(DeliveryViewTest)
#include "tst_deliveryview.moc"
