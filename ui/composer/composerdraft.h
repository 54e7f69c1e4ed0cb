// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/base/uisettings.h"
#include "ui/composer/sendhistory.h"

#include <QtCore/QObject>

namespace broadcaster {

class JsonEditor;

/// The draft in the editor, and the texts that were there earlier: what the user has edited is not
/// lost when another text takes its place, or when the editor ends.
class ComposerDraft final : public QObject {
    Q_OBJECT

public:
    /// The editor outlives it.
    explicit ComposerDraft(JsonEditor &editor, QObject *parent = nullptr);

    /// Shows another text; an edited draft is kept among the earlier texts.
    void replace(const QByteArray &text);
    /// Adds a text to the earlier ones.
    void keep(const QByteArray &text);
    /// Shows the next older text, or the next newer one.
    void step(bool older);

    void restore(const UiSettings &settings);
    /// All texts, however large: the settings have a bound where they are stored.
    void save(UiSettings &settings) const;

Q_SIGNALS:
    /// The texts, latest first.
    void earlierChanged(const QList<QByteArray> &texts);

private:
    [[nodiscard]] bool isEdited(const QByteArray &draft) const;

    JsonEditor &m_editor;
    SendHistory m_history;
    QByteArray m_given; ///< The draft as it was before the user edited it.
};

} // namespace broadcaster
