// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/widgets/note.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace broadcaster {

class ElidedLabel;
class StatusDot;

/// The window's bottom line: whether the broker runs and where, or why it does not; and the present
/// rates.
class BrokerStatus final : public QWidget {
    Q_OBJECT

public:
    explicit BrokerStatus(QWidget *parent = nullptr);

    /// The words for the way to the broker, until the next call; show them with setState().
    void setLink(const Link &link) { m_link = link; }
    /// Shows whether the broker runs, or why it could not start, with the remedy.
    void setState(const Snapshot &now);
    /// The page says the reason already: the line does not repeat it.
    void setErrorSaid(bool isSaid);
    /// The broker runs, but not as it should, and the Server page has the remedy. Null: it runs
    /// well.
    void setWarning(const QString &text);
    /// The same, where another page has the remedy. That warning is shown before the other one.
    struct PageWarning {
        int page = 0;
        QString title; ///< Title of the page.
        QString text; ///< Null: all is well.
    };
    void setPageWarning(const PageWarning &warning);

    void setFigures(qint64 projects, qint64 clients, std::optional<double> rate);
    void clearFigures();
    /// The text of the present page.
    void setPageStatus(const QString &text);

Q_SIGNALS:
    /// The user wants to fix the problem.
    void serverPageRequested();
    void pageRequested(int page);

private:
    QLabel *addFigure(const QString &objectName);
    void showWarning();
    void nameRemedy(const QString &text);
    void show(Note::Tone tone, const QString &text);
    void showError();
    [[nodiscard]] QString runsText() const;
    void copy();

    Link m_link;
    QString m_error; ///< The reason why the broker could not start; null if there is none.
    bool m_isErrorSaid = false;
    QStringList m_urls;
    QString m_warning;
    PageWarning m_pageWarning;
    QTimer m_said;
    StatusDot *m_dot;
    ElidedLabel *m_text;
    QPushButton *m_url; ///< A click copies the URL.
    QPushButton *m_mend;
    QLabel *m_projects;
    QLabel *m_clients;
    QLabel *m_rate;
    QLabel *m_page;
};

} // namespace broadcaster
