// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/messagenote.h"
#include "ui/traffic/rowrange.h"

#include <QtCore/QObject>

#include <optional>

class QAction;

namespace broadcaster {

class DetailPane;
class TrafficActions;
class TrafficModel;
class TrafficView;

/// Marks and comments on the selected messages. The message that was marked last is the one that
/// others are compared with.
class RowMarks final : public QObject {
    Q_OBJECT

public:
    /// All outlive it; the view is its parent.
    RowMarks(TrafficModel &model, TrafficView &view, TrafficActions &actions, DetailPane &detail);

    [[nodiscard]] QAction *comment() { return m_comment; }
    [[nodiscard]] QAction *next() { return m_next; }
    [[nodiscard]] QAction *previous() { return m_previous; }

Q_SIGNALS:
    /// One sentence for the user: the reason why an action did nothing.
    void refused(const QString &words);

private:
    QAction *add(const char *name, const QString &text, const QKeySequence &shortcut,
        void (RowMarks::*run)());
    void toggle();
    void edit();
    void setComment(const std::vector<quint64> &sequences, const QByteArray &comment);
    void showNext();
    void showPrevious();
    void choose(std::optional<quint64> sequence);
    void compareWith(std::optional<quint64> sequence);
    void showNote();
    /// Null, after a refusal: more are selected than there is room for.
    [[nodiscard]] std::optional<std::vector<quint64>> selected();
    [[nodiscard]] MessageNote noteOn(quint64 sequence) const;

    TrafficModel &m_model;
    TrafficView &m_view;
    DetailPane &m_detail;
    QAction *m_comment;
    QAction *m_next;
    QAction *m_previous;
};

} // namespace broadcaster
