// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/base/console.h"
#include "ui/keys/keysmodel.h"

#include <QtCore/QObject>

class QWidget;

namespace broadcaster {

class Prompts;

/// Issues, revokes and requires keys, asking first. One thing at a time: what is asked for while
/// another is under way is ignored.
class KeyActions final : public QObject {
    Q_OBJECT

public:
    /// Asks in front of the page, which is the parent.
    KeyActions(const Console &console, Prompts &prompts, QWidget *page);

    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    void issue(const QString &project); ///< The name is what the question begins with.
    void revoke(const KeyRow &row);
    void require(const KeyRow &row, bool isRequired);

Q_SIGNALS:
    void busyChanged();
    void changed(const broadcaster::ProjectId &project);
    void failed(const QString &text); ///< What went wrong and what to do.

private:
    struct Request {
        ProjectId project;
        QString description;
    };

    /// Calls `next` with the result when it is there, and no code of the broker is running: what
    /// follows may be a dialog with an event loop of its own.
    template <typename T, typename Next>
    void when(QFuture<T> future, Next next);
    void setBusy(bool isBusy);
    void finish(const ProjectId &project);
    void fail(const QString &text);

    void issueNow(const Request &request);
    void showIssued(const Request &request, const Result<IssuedApiKey> &result);
    void offerReplacement(const Request &request, const Result<QList<ApiKeyInfo>> &keys);
    void askToRevoke(const KeyRow &row, const ProjectInfo &live);

    BrokerMonitor &m_monitor;
    AdminStore &m_store;
    Prompts &m_prompts;
    QWidget *m_page;
    bool m_isBusy = false;
};

} // namespace broadcaster
