// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/clustersurveys.h"

#include "server/base/tuning.h"

#include <QtTest/QTest>

using namespace broadcaster;

namespace {

const BrokerId Near(1);
const BrokerId Far(2);

struct Asked {
    TimerQueue deadlines;
    std::vector<BrokerId> sent;
    std::vector<SurveyResult> results;
    ClusterSurveys surveys { deadlines,
        [this](BrokerId broker, quint64, const QByteArray &) { sent.push_back(broker); } };

    quint64 ask(const std::vector<BrokerId> &brokers)
    {
        const quint64 survey = surveys.begin(
            [this](const SurveyResult &result) { results.push_back(result); });
        if (survey != 0)
            surveys.ask(survey, brokers, "question");
        return survey;
    }
};

} // namespace

class ClusterSurveysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAreCollected();
    void nobodyIsAsked();
    void brokerThatIsSilentLeavesPlaceForOthers();
    void brokerThatAnsweredIsAskedAgain();
    void silenceMakesAPartialAnswer();
    void tooManyAreRefused();
};

void ClusterSurveysTest::answersAreCollected()
{
    Asked asked;
    const quint64 survey = asked.ask({ Near, Far });
    asked.surveys.answered(survey, Near, "one");
    asked.surveys.answered(survey, Near, "again"); // Nobody waits for it.
    QVERIFY(asked.results.empty());
    asked.surveys.answered(survey, Far, "two");
    QCOMPARE(asked.results.size(), size_t(1));
    QCOMPARE(asked.results.front().answers, QList<QByteArray>({ "one", "two" }));
    QVERIFY(!asked.results.front().isPartial);
}

void ClusterSurveysTest::nobodyIsAsked()
{
    Asked asked;
    (void)asked.ask({});
    QCOMPARE(asked.results.size(), size_t(1));
    QVERIFY(!asked.results.front().isPartial);
}

void ClusterSurveysTest::brokerThatIsSilentLeavesPlaceForOthers()
{
    Asked asked;
    for (int i = 0; i < limits::ClusterSurveysOfBroker; ++i)
        (void)asked.ask({ Far });
    QCOMPARE(asked.sent.size(), size_t(limits::ClusterSurveysOfBroker));
    const quint64 both = asked.ask({ Near, Far });
    QCOMPARE(asked.sent.back(), Near);
    asked.surveys.answered(both, Near, "answer");
    QCOMPARE(asked.results.size(), size_t(1));
    QCOMPARE(asked.results.front().answers, QList<QByteArray>({ "answer" }));
    QVERIFY(asked.results.front().isPartial);
    (void)asked.ask({ Far });
    QVERIFY(asked.results.back().isPartial);
    QCOMPARE(asked.sent.size(), size_t(limits::ClusterSurveysOfBroker + 1));
}

void ClusterSurveysTest::brokerThatAnsweredIsAskedAgain()
{
    Asked asked;
    for (int round = 0; round < 3; ++round) {
        std::vector<quint64> surveys;
        for (int i = 0; i < limits::ClusterSurveysOfBroker; ++i)
            surveys.push_back(asked.ask({ Far }));
        if (round == 0) {
            for (const quint64 survey : surveys)
                asked.surveys.answered(survey, Far, "answer");
        } else if (round == 1) {
            asked.surveys.lose(Far);
        } else {
            asked.surveys.endAll();
        }
        QCOMPARE(asked.results.size(), size_t((round + 1) * limits::ClusterSurveysOfBroker));
        QCOMPARE(asked.results.back().isPartial, round > 0);
    }
    QCOMPARE(asked.sent.size(), size_t(3 * limits::ClusterSurveysOfBroker));
}

void ClusterSurveysTest::silenceMakesAPartialAnswer()
{
    Asked asked;
    (void)asked.ask({ Far });
    QTRY_COMPARE(asked.results.size(), size_t(1));
    QVERIFY(asked.results.front().isPartial);
    QVERIFY(asked.ask({ Far }) != 0);
    QCOMPARE(asked.sent.size(), size_t(2));
}

void ClusterSurveysTest::tooManyAreRefused()
{
    Asked asked;
    for (size_t i = 0; i < limits::MaxClusterSurveys; ++i)
        QVERIFY(asked.ask({ BrokerId(i + 1) }) != 0);
    QCOMPARE(asked.ask({ Far }), quint64(0));
    QCOMPARE(asked.results.size(), size_t(1));
    QVERIFY(asked.results.front().isPartial);
}

QTEST_GUILESS_MAIN(ClusterSurveysTest)
#include "tst_clustersurveys.moc"
