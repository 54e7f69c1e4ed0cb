// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/keys/keyactions.h"

#include "server/api/limits.h"
#include "ui/base/errortext.h"
#include "ui/base/text.h"
#include "ui/prompts/prompts.h"

#include <QtWidgets/QWidget>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// For a sentence: the name of a project may be 256 bytes long.
QString shownName(const ProjectId &project)
{
    constexpr qsizetype Most = 48;
    const QString name = project.toString();
    return name.size() <= Most ? name : name.left(Most - 1) + u'\u2026';
}

/// The user's name, for the list of keys. Null where the desktop does not tell it.
QString userName()
{
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    return name.isEmpty() ? QString() : name.left(limits::MaxDescriptionLength);
}

} // namespace

KeyActions::KeyActions(Console &console, Prompts &prompts, QWidget *page)
    : QObject(page)
    , m_console(console)
    , m_prompts(prompts)
    , m_page(page)
{
}

template <typename T, typename Next>
void KeyActions::when(QFuture<T> future, Next next)
{
    setBusy(true);
    future.then(this, [this, next](const T &result) {
        QMetaObject::invokeMethod(
            this, [next, result] { next(result); }, Qt::QueuedConnection);
    });
}

void KeyActions::setBusy(bool isBusy)
{
    if (m_isBusy == isBusy)
        return;
    m_isBusy = isBusy;
    Q_EMIT busyChanged();
}

void KeyActions::finish(const ProjectId &project)
{
    setBusy(false);
    Q_EMIT changed(project);
}

void KeyActions::fail(const QString &text)
{
    setBusy(false);
    Q_EMIT failed(text);
}

void KeyActions::issue(const QString &project, const QStringList &projects)
{
    if (m_isBusy)
        return;
    setBusy(true);
    const std::optional<Prompts::KeyRequest> wanted = m_prompts.newKey(m_page, project, projects);
    if (!wanted) {
        setBusy(false);
        return;
    }
    const Result<ProjectId> id = ProjectId::fromUtf8(wanted->project.toUtf8());
    if (!id) {
        fail(tr("No key was issued. %1").arg(errorText(id.error())));
        return;
    }
    const QString description = wanted->description.trimmed();
    issueNow({ *id, description.isEmpty() ? QString() : description });
}

void KeyActions::issueNow(const Request &request)
{
    when(m_console.ask(IssueKey { request.project, request.description, userName() }),
        [this, request](const Result<IssuedApiKey> &result) { showIssued(request, result); });
}

void KeyActions::showIssued(const Request &request, const Result<IssuedApiKey> &result)
{
    if (result) {
        m_prompts.showIssuedKey(m_page, *result, m_console.now().urls.value(0));
        finish(request.project);
    } else if (result.error().code == ErrorCode::Conflict) {
        when(m_console.ask(ListKeys()), [this, request](const Result<QList<ApiKeyInfo>> &keys) {
            offerReplacement(request, keys);
        });
    } else {
        fail(tr("No key was issued to %1. %2")
                 .arg(shownName(request.project), errorText(result.error())));
    }
}

void KeyActions::offerReplacement(const Request &request, const Result<QList<ApiKeyInfo>> &keys)
{
    const QString name = shownName(request.project);
    if (!keys) {
        fail(tr("No key was issued to %1. %2").arg(name, errorText(keys.error())));
        return;
    }
    const auto key = std::find_if(keys->cbegin(), keys->cend(),
        [&request](const ApiKeyInfo &one) { return one.project == request.project; });
    if (key == keys->cend()) { // Another program has revoked it in the meantime.
        fail(tr("%1 had a key a moment ago. Issue it again.").arg(name));
        return;
    }
    Prompts::Question question;
    question.title = tr("Replace the key of %1?").arg(name);
    question.text = tr("The project has an active key since %1, and can have only one. Replacing "
                       "it closes the connections that use it, and nobody can connect with it any "
                       "more.")
                        .arg(dateTimeText(key->createdAt.toMSecsSinceEpoch()));
    question.yes = tr("Revoke and issue");
    question.isDestructive = true;
    if (!m_prompts.ask(m_page, question).yes) {
        setBusy(false);
        return;
    }
    when(m_console.ask(RevokeKey { request.project }),
        [this, request](const Result<ApiKeyInfo> &revoked) {
            // A key that is gone already is as good as revoked.
            if (revoked || revoked.error().code == ErrorCode::NotFound)
                issueNow(request);
            else
                fail(tr("The key of %1 was not revoked. %2")
                         .arg(shownName(request.project), errorText(revoked.error())));
        });
}

void KeyActions::revoke(const KeyRow &row)
{
    if (m_isBusy || !row.hasKey())
        return;
    // The shown table may be seconds old.
    when(m_console.ask(ShowProject { row.project }), [this, row](const Result<ProjectInfo> &live) {
        if (live)
            askToRevoke(row, *live);
        else
            fail(tr("The key of %1 was not revoked. %2")
                     .arg(shownName(row.project), errorText(live.error())));
    });
}

void KeyActions::askToRevoke(const KeyRow &row, const ProjectInfo &live)
{
    const int count = static_cast<int>(std::count_if(live.clients.cbegin(), live.clients.cend(),
        [&row](const ClientInfo &client) { return client.keyId == row.key.keyId; }));
    QStringList sentences;
    if (count == 0)
        sentences.append(tr("No connection uses it now."));
    else if (count == 1)
        sentences.append(tr("1 connection that uses it will be closed."));
    else
        sentences.append(tr("%Ln connections that use it will be closed.", nullptr, count));
    sentences.append(row.isRequired
            ? tr("The project requires a key: nobody can connect until you issue another.")
            : tr("Nobody can connect with it any more. This cannot be undone."));
    Prompts::Question question;
    question.title = tr("Revoke the key of %1?").arg(shownName(row.project));
    question.text = sentences.join(u' ');
    question.yes = tr("Revoke");
    question.isDestructive = true;
    if (!m_prompts.ask(m_page, question).yes) {
        setBusy(false);
        return;
    }
    when(m_console.ask(RevokeKey { row.project }), [this, row](const Result<ApiKeyInfo> &revoked) {
        if (revoked)
            finish(row.project);
        else
            fail(tr("The key of %1 was not revoked. %2")
                     .arg(shownName(row.project), errorText(revoked.error())));
    });
}

void KeyActions::require(const KeyRow &row, bool isRequired)
{
    if (m_isBusy || row.isRequired == isRequired)
        return;
    setBusy(true);
    const QString name = shownName(row.project);
    Prompts::Question question;
    if (isRequired) {
        question.title = tr("Require a key for %1?").arg(name);
        question.text = row.hasKey()
            ? tr("Clients without the key are refused from now on. Those connected stay.")
            : tr("Clients without a key are refused from now on, and this project has none: "
                 "nobody can connect until you issue one. Those connected stay.");
        question.yes = tr("Require a key");
    } else {
        question.title = tr("No longer require a key for %1?").arg(name);
        question.text = tr(
            "Every client that reaches the broker can join the project from now on.");
        question.yes = tr("Require none");
        question.isDestructive = true;
    }
    if (!m_prompts.ask(m_page, question).yes) {
        setBusy(false);
        return;
    }
    when(m_console.ask(SetKeyRequired { row.project, isRequired }),
        [this, row](const Result<KeyRequirement> &set) {
            if (set)
                finish(row.project);
            else
                fail(tr("The setting of %1 was not changed. %2")
                         .arg(shownName(row.project), errorText(set.error())));
        });
}

} // namespace broadcaster
