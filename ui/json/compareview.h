// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QStackedWidget;
class QTreeWidget;

namespace broadcaster {

/// One message against another that was marked before: a table of the differences.
class CompareView final : public QWidget {
    Q_OBJECT

public:
    static constexpr qsizetype MaxComparedBytes = 16 * 1024 * 1024; ///< Bound of both together.

    explicit CompareView(QWidget *parent = nullptr);

    /// A title says which message it is, as "12:01:02.114 query_response".
    void setMarked(const QByteArray &text, const QString &title);
    void setCurrent(const QByteArray &text, const QString &title);
    void clear();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Side {
        QByteArray text;
        QString title;
    };
    /// Works only while it is visible: comparing large messages takes time.
    void refresh();
    void compare();
    void say(const QString &words);

    Side m_marked;
    Side m_current;
    bool m_isStale = true;
    QLabel *m_summary;
    QTreeWidget *m_table;
    QLabel *m_hint;
    QStackedWidget *m_stack;
};

} // namespace broadcaster
