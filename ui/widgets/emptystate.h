// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGui/QIcon>
#include <QtWidgets/QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace broadcaster {

/// Shown by a page without content: the reason and the remedy. The icon gives way where there is
/// no room for the whole.
class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    void setIcon(const char *name); ///< A name of themedIcon().
    void setTitle(const QString &title);
    void setText(const QString &text);
    /// Adds a widget between the text and the buttons, at most as wide as the text. Takes
    /// ownership.
    void addContent(QWidget *content);
    QPushButton *addButton(const QString &text, const QString &objectName);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void showIcon();
    void fitIcon();
    void fitFonts();

    QIcon m_image;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QWidget *m_column;
    QBoxLayout *m_content;
    QBoxLayout *m_buttons;
};

} // namespace broadcaster
