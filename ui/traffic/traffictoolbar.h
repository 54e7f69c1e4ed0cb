// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QWidget>

class QAction;
class QHBoxLayout;
class QToolButton;

namespace broadcaster {

class FilterBox;

/// The filter, and the actions on messages. If there is little room, actions with a well-known icon
/// lose their text.
class TrafficToolbar final : public QWidget {
    Q_OBJECT

public:
    explicit TrafficToolbar(QWidget *parent = nullptr);
    ~TrafficToolbar() override;

    [[nodiscard]] FilterBox &filter() { return *m_filter; }
    [[nodiscard]] const FilterBox &filter() const { return *m_filter; }
    [[nodiscard]] QAction &follow() { return *m_follow; }
    [[nodiscard]] QAction &pause() { return *m_pause; }
    [[nodiscard]] QAction &clear() { return *m_clear; }
    [[nodiscard]] QAction &exportRows() { return *m_export; }
    [[nodiscard]] QAction &open() { return *m_open; }
    /// A button with that word at the left of the others.
    void addToggle(QAction &action, const QString &word);
    void showPaused(bool paused);
    /// Without the texts of the buttons, which go where the space is not there.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QAction *add(const char *name, const char *icon, const QString &text, const QString &tip,
        bool mayShrink);
    QToolButton *newButton(QAction &action);
    [[nodiscard]] QList<QToolButton *> buttons() const;
    void fit();
    void measure();
    void reservePause();
    /// Space pauses, except where it presses the focused button.
    void fitSpace(const QWidget *focus);

    FilterBox *m_filter;
    QHBoxLayout *m_row;
    QList<QToolButton *> m_shrinking;
    int m_leastWidth = 0;
    QAction *m_follow;
    QAction *m_pause;
    QAction *m_clear;
    QAction *m_export;
    QAction *m_open;
};

} // namespace broadcaster
