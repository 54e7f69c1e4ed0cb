// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/composerdraft.h"

#include "ui/json/jsoneditor.h"

namespace broadcaster {

ComposerDraft::ComposerDraft(JsonEditor &editor, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
{
}

bool ComposerDraft::isEdited(const QByteArray &draft) const
{
    return draft != m_given && !draft.trimmed().isEmpty();
}

void ComposerDraft::replace(const QByteArray &text)
{
    const QByteArray draft = m_editor.json();
    if (draft != text && isEdited(draft))
        keep(draft);
    m_editor.setJson(text);
    m_given = m_editor.json();
}

void ComposerDraft::keep(const QByteArray &text)
{
    m_history.add(text);
    Q_EMIT earlierChanged(m_history.texts());
}

void ComposerDraft::step(bool older)
{
    const QByteArray current = m_editor.json();
    const QByteArray text = older ? m_history.older(current) : m_history.newer(current);
    if (!text.isNull())
        m_editor.setJson(text);
    Q_EMIT earlierChanged(m_history.texts());
}

void ComposerDraft::restore(const UiSettings &settings)
{
    // Kept like any draft, because the last session's edits are the user's work, too.
    if (!settings.composerText.isEmpty())
        m_editor.setJson(settings.composerText.toUtf8());
    m_history = SendHistory(settings.composerEarlier);
    Q_EMIT earlierChanged(m_history.texts());
}

void ComposerDraft::save(UiSettings &settings) const
{
    settings.composerText = QString::fromUtf8(m_editor.json());
    settings.composerEarlier = m_history.texts();
    if (const QByteArray draft = m_history.draft(); isEdited(draft))
        settings.composerEarlier.prepend(draft);
}

} // namespace broadcaster
