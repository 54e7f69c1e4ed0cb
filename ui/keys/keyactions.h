// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/keys/keysmodel.h"

#include <QtCore/QObject>

class QWidget;

namespace broadcaster {

class Prompts;

/// Issues, revokes and requires keys, after a question. One action at a time: further ones are
/// ignored until it ends.
class KeyActions final : public QObject {
    Q_OBJECT

public:
    /// Dialogs appear in front of the page, which is the parent.
    KeyActions(Console &console, Prompts &prompts, QWidget *page);

    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    /// The question begins with the name `project`, and suggests the names of known projects.
    void issue(const QString &project, const QStringList &projects);
    void revoke(const KeyRow &row);
    void require(const KeyRow &row, bool isRequired);

Q_SIGNALS:
    void busyChanged();
    void changed(const broadcaster::ProjectId &project);
    void failed(const QString &text); ///< The fault and its remedy.

private:
    struct Request {
        ProjectId project;
        QString description;
    };

    /// Calls `next` with the result, and while no code of the broker is running: the next step may
    /// be a dialog with its own event loop.
    template <typename T, typename Next>
    void when(QFuture<T> future, Next next);
    void setBusy(bool isBusy);
    void finish(const ProjectId &project);
    void fail(const QString &text);

    void issueNow(const Request &request);
    void showIssued(const Request &request, const Result<IssuedApiKey> &result);
    void offerReplacement(const Request &request, const Result<QList<ApiKeyInfo>> &keys);
    void askToRevoke(const KeyRow &row, const ProjectInfo &live);

    Console &m_console;
    Prompts &m_prompts;
    QWidget *m_page;
    bool m_isBusy = false;
};

} // namespace broadcaster
