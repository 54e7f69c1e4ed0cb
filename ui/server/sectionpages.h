// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QWidget>

class QListWidget;
class QStackedWidget;

namespace broadcaster {

/// Sections, one of which is shown, and the list at the left that selects it. Sections are known by
/// the object names of their widgets.
class SectionPages final : public QWidget {
    Q_OBJECT

public:
    explicit SectionPages(QWidget *parent = nullptr);

    /// Adds widgets below one another, scrolled together. The first one gives the section its name.
    void addSection(const QString &title, const QList<QWidget *> &widgets);
    /// Adds a widget that fills the section and scrolls by itself.
    void addFilled(const QString &title, QWidget *widget);

    void choose(const QString &name);
    [[nodiscard]] QString chosen() const;
    /// Whether the section can be chosen; all can at first.
    void setOffered(const QString &name, bool isOffered);
    /// Marks the section in the list: it holds a value that is wrong.
    void setWrong(const QString &name, bool isWrong);

Q_SIGNALS:
    void chosenChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void addEntry(const QString &name, const QString &title, QWidget *page);
    [[nodiscard]] int find(const QString &name) const; ///< -1 if there is none.
    void showMark(int row);
    void fitList();

    QListWidget *m_list;
    QStackedWidget *m_pages;
};

} // namespace broadcaster
