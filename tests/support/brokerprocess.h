// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>

namespace broadcaster {

/// The real program without its window, in a folder of its own.
class BrokerProcess final {
public:
    BrokerProcess()
    {
        for (const auto &[name, key] :
            { std::pair("service.key", serviceKey()), std::pair("viewer.key", viewerKey()) }) {
            QFile file(filePath(QString::fromLatin1(name)));
            if (!file.open(QIODevice::WriteOnly) || file.write(key) != key.size())
                qFatal("a key cannot be written");
        }
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        // Its key of the run must not be found: the tests give keys.
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), filePath(QStringLiteral("run")));
        environment.insert(QStringLiteral("BROADCASTER_CONFIG"), QStringLiteral("/dev/null"));
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    }
    ~BrokerProcess() { kill(); }
    Q_DISABLE_COPY_MOVE(BrokerProcess)

    /// Returns when it listens.
    [[nodiscard]] bool start(quint16 port, const QStringList &more = {})
    {
        m_port = port;
        m_process.start(QStringLiteral(BROADCASTER_PROGRAM),
            QStringList { QStringLiteral("--server"), QStringLiteral("--port"),
                QString::number(port), QStringLiteral("--database"),
                filePath(QStringLiteral("broker.db")), QStringLiteral("--service-key-file"),
                filePath(QStringLiteral("service.key")), QStringLiteral("--viewer-key-file"),
                filePath(QStringLiteral("viewer.key")) }
                + more);
        QByteArray said;
        while (!said.contains("listening") && m_process.waitForReadyRead(10'000))
            said += m_process.readAllStandardOutput();
        return said.contains("listening");
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    [[nodiscard]] QUrl consoleUrl() const
    {
        return QUrl(QStringLiteral("ws://127.0.0.1:%1/console").arg(m_port));
    }
    [[nodiscard]] QString url() const { return QStringLiteral("ws://127.0.0.1:%1").arg(m_port); }
    [[nodiscard]] static QByteArray serviceKey() { return "a-service-key-of-the-tests"; }
    [[nodiscard]] static QByteArray viewerKey() { return "a-viewer-key-of-the-tests"; }
    [[nodiscard]] QString filePath(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace broadcaster
