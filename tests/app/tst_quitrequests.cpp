// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/quitrequests.h"

#include <QtCore/QTimer>
#include <QtGui/QCloseEvent>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMessageBox>

using namespace broadcaster;

namespace {

/// A window that asks before it closes.
class AskingWindow final : public QWidget {
public:
    int questions = 0;

protected:
    void closeEvent(QCloseEvent *event) override
    {
        ++questions;
        event->ignore();
    }
};

} // namespace

class QuitRequestsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void nobodyIsAsked_data();
    void nobodyIsAsked();
    void openDialogsEnd();

private:
    std::unique_ptr<AskingWindow> m_window;
};

void QuitRequestsTest::init()
{
    m_window = std::make_unique<AskingWindow>();
    m_window->show();
}

void QuitRequestsTest::nobodyIsAsked_data()
{
    using Request = std::function<void()>;
    QTest::addColumn<Request>("request");
    QTest::newRow("quit()") << Request([] { QApplication::quit(); });
    // As it comes from the session when the user logs out.
    QTest::newRow("log-out") << Request([] {
        QEvent event(QEvent::Quit);
        QCoreApplication::sendEvent(qApp, &event);
    });
}

void QuitRequestsTest::nobodyIsAsked()
{
    QFETCH(const std::function<void()>, request);
    const QuitRequests requests;
    QTimer::singleShot(0, this, request);
    QTimer::singleShot(10'000, this, [] { QCoreApplication::exit(1); });
    QCOMPARE(QApplication::exec(), 0);
    QCOMPARE(m_window->questions, 0);
}

void QuitRequestsTest::openDialogsEnd()
{
    const QuitRequests requests;
    int answer = -1;
    QTimer::singleShot(0, this, [&] {
        answer = QMessageBox::question(m_window.get(), QString(), QStringLiteral("Really?"));
    });
    QTimer::singleShot(100, this, [] { QApplication::quit(); });
    QTimer::singleShot(10'000, this, [] { QCoreApplication::exit(1); });
    QCOMPARE(QApplication::exec(), 0);
    QVERIFY(answer != -1 && answer != QMessageBox::Yes);
}

QTEST_MAIN(QuitRequestsTest)
#include "tst_quitrequests.moc"
