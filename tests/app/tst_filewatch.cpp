// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/filewatch.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class FileWatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void goodFilesAreNoProblem();
    void missingFilesAreReported_data();
    void missingFilesAreReported();
    void configurationMayChange();
    void aChangedCertificateIsTold_data();
    void aChangedCertificateIsTold();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    void makeFile(const QString &name) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    BrokerConfig m_config;
    HealthPointer m_health;
};

void FileWatchTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkdir(u"data"_s));
    for (const QString &name : { u"service.key"_s, u"tls.pem"_s, u"tls.key"_s })
        makeFile(name);
    m_config.database = path(u"data/broker.db"_s);
    m_config.tlsCertificate = path(u"tls.pem"_s);
    m_config.tlsKey = path(u"tls.key"_s);
    m_health = std::make_shared<ProcessHealth>();
}

void FileWatchTest::goodFilesAreNoProblem()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    FileWatch watch(m_health, { path(u"service.key"_s) }, 1ms);
    watch.watch(m_config);
    int later = 0;
    QTimer::singleShot(100ms, this, [&] { ++later; });
    QTRY_COMPARE(later, 1);
    QVERIFY(m_health->problems().isEmpty());
}

void FileWatchTest::missingFilesAreReported_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : { u"service.key"_s, u"tls.pem"_s, u"tls.key"_s, u"data"_s })
        QTest::newRow(qPrintable(name)) << name;
}

void FileWatchTest::missingFilesAreReported()
{
    QFETCH(const QString, name);
    FileWatch watch(m_health, { path(u"service.key"_s) }, 1ms);
    watch.watch(m_config);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot be .*No such file"_s)); // Once.
    QVERIFY(QFile::rename(path(name), path(u"elsewhere"_s)));
    QTRY_COMPARE(m_health->problems().size(), 1);
    const ProcessHealth::Problem problem = m_health->problems().constFirst();
    QVERIFY(problem.detail.contains(path(name)));
    QVERIFY(!problem.text.contains(m_folder->path()));
    QVERIFY(problem.text.endsWith(u": No such file or directory"_s));

    QTest::ignoreMessage(QtInfoMsg, QRegularExpression(u"can be used again"_s));
    QVERIFY(QFile::rename(path(u"elsewhere"_s), path(name)));
    QTRY_VERIFY(m_health->problems().isEmpty());
}

void FileWatchTest::configurationMayChange()
{
    FileWatch watch(m_health, { {} }, 1ms);
    watch.watch(m_config);
    m_config.tlsCertificate = path(u"other.pem"_s);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"other\\.pem"_s));
    watch.watch(m_config);
    QTRY_COMPARE(m_health->problems().size(), 1);
}

void FileWatchTest::aChangedCertificateIsTold_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("certificate") << u"tls.pem"_s;
    QTest::newRow("key") << u"tls.key"_s;
}

void FileWatchTest::aChangedCertificateIsTold()
{
    QFETCH(const QString, name);
    FileWatch watch(m_health, { path(u"service.key"_s) }, 1ms);
    QSignalSpy changed(&watch, &FileWatch::certificateChanged);
    watch.watch(m_config);
    // Changes of another file are not reported; the interval is far shorter than this.
    int later = 0;
    QTimer::singleShot(100ms, this, [&] { ++later; });
    QTRY_COMPARE(later, 1);
    makeFile(u"service.key"_s);
    QTimer::singleShot(100ms, this, [&] { ++later; });
    QTRY_COMPARE(later, 2);
    QCOMPARE(changed.size(), 0);

    makeFile(u"new"_s); // Replaced, like certbot does.
    QVERIFY(QFile::remove(path(name)));
    QVERIFY(QFile::rename(path(u"new"_s), path(name)));
    QTRY_COMPARE(changed.size(), 1);
    QFile file(path(name)); // Written to.
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
    file.close();
    QTRY_VERIFY(changed.size() > 1);
    QVERIFY(m_health->problems().isEmpty());
}

QTEST_GUILESS_MAIN(FileWatchTest)
#include "tst_filewatch.moc"
