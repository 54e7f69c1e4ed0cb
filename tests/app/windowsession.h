// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/app/insidebroker.h"
#include "tests/support/freeport.h"
#include "tests/support/scriptedprompts.h"
#include "tests/support/testclient.h"
#include "ui/base/translation.h"
#include "ui/server/logmodel.h"
#include "ui/window/consolewindow.h"

#include <QtCore/QLocale>
#include <QtGui/QAction>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTableView>

#include <array>

#ifdef BROADCASTER_REMOTE
#include "tests/app/remotebroker.h"
#endif

namespace broadcaster {

#ifdef BROADCASTER_REMOTE
using SessionBroker = RemoteBroker;
#else
using SessionBroker = InsideBroker;
#endif

/// The window as the program makes it, on a broker that listens, used like a user would; widgets
/// are found by object name.
class WindowSession final {
public:
    /// Ctrl+1 to Ctrl+8.
    enum PageNumber { Traffic, Clients, Keys, Usage, Server, Composer, Conversations, Cluster };

    inline static const QString ClusterNamespace = QStringLiteral("tests");

    /// Numbers of the project's rows come once a second, those of the keys every few seconds.
    static constexpr int Patience = 15'000; ///< In milliseconds.

    /// `cluster`: the URL of a Redis server; null: the broker is alone.
    [[nodiscard]] bool open(const QString &cluster = {})
    {
        broker.console().on<LogWritten>(
            &m_log, [this](const LogWritten &event) { m_log.append(event.entries); });
        window().resize(1400, 900);
        window().show();
        return broker.start(freePort(), cluster, ClusterNamespace)
            && QTest::qWaitForWindowActive(&window());
    }
    [[nodiscard]] MainWindow &window() { return m_console.window(); }
    [[nodiscard]] QString url() const { return broker.url(); }

    template <typename T>
    [[nodiscard]] T &widget(const QString &name, const QString &within = {})
    {
        QWidget *parent = within.isEmpty() ? &window() : window().findChild<QWidget *>(within);
        T *found = parent ? parent->findChild<T *>(name) : nullptr;
        if (!found)
            qFatal("there is no %s", qPrintable(name));
        return *found;
    }
    [[nodiscard]] bool canClick(const QString &name, const QString &within = {})
    {
        const auto &button = widget<QWidget>(name, within);
        return button.isVisible() && button.isEnabled();
    }
    /// The text of a label.
    [[nodiscard]] QString words(const QString &name, const QString &within = {})
    {
        return widget<QLabel>(name, within).text();
    }
    /// Clicks as soon as the button exists and is enabled.
    void click(const QString &name, const QString &within = {})
    {
        QTRY_VERIFY2(canClick(name, within), qPrintable(name));
        QTest::mouseClick(&widget<QWidget>(name, within), Qt::LeftButton);
    }
    void go(PageNumber page)
    {
        constexpr std::array Numbers { Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5,
            Qt::Key_6, Qt::Key_7, Qt::Key_8 };
        QTest::keyClick(&window(), Numbers.at(page), Qt::ControlModifier);
    }
    /// Replaces the field's text as if it had been selected and typed over.
    void write(QWidget &field, const QString &text)
    {
        field.setFocus();
        QTest::keyClick(&field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(&field, text);
    }

    [[nodiscard]] QAbstractItemModel &rows(const QString &table)
    {
        return *widget<QAbstractItemView>(table).model();
    }
    [[nodiscard]] int count(const QString &table) { return rows(table).rowCount(); }
    [[nodiscard]] QVariant cell(
        const QString &table, int row, int column, int role = Qt::DisplayRole)
    {
        const QAbstractItemModel &model = rows(table);
        return model.index(row, column).data(role);
    }
    /// -1: there is none.
    [[nodiscard]] int rowWith(
        const QString &table, int column, const QString &text, int role = Qt::DisplayRole)
    {
        for (int row = 0; row < count(table); ++row) {
            if (cell(table, row, column, role).toString() == text)
                return row;
        }
        return -1;
    }
    void clickRow(const QString &table, int row)
    {
        auto &view = widget<QAbstractItemView>(table);
        const QModelIndex index = view.model()->index(row, 0);
        view.scrollTo(index);
        QTest::mouseClick(
            view.viewport(), Qt::LeftButton, Qt::NoModifier, view.visualRect(index).center());
    }

    SessionBroker broker; // Destroyed last: the window uses it to its end.
    ScriptedPrompts prompts;

private:
    Translation m_english { QLocale(QLocale::English) };
    LogModel m_log;
    ConsoleWindow m_console { broker.console(), prompts, m_log, {} };
};

} // namespace broadcaster
